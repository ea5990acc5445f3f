"""STUN and TURN servers as the settings name them; passwords come from elsewhere."""

import pytest

from console.domain.call_media import IceServer
from console.domain.errors import ConsoleError
from console.video.ice_servers import VARIABLE, ice_server


def test_a_stun_server_needs_nothing_more():
    assert ice_server("stun:stun.example:3478") == IceServer("stun:stun.example:3478")


def test_a_turn_servers_user_stands_apart_and_its_password_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv(VARIABLE, "open sesame")
    server = ice_server("turn:wall@[2001:db8::1]:3478")
    assert server == IceServer("turn:[2001:db8::1]:3478", "wall", "open sesame")
    assert "sesame" not in repr(server)


@pytest.mark.parametrize(
    "text", ["", "http://x", "stun:", "stun:me@x:1", "turn:a b:1", "turn:u:pw@x:1", "turn:x/../y"]
)
def test_what_is_no_server_is_refused_with_a_remedy(text):
    with pytest.raises(ConsoleError) as refused:
        ice_server(text)
    assert "turn:USER@HOST:PORT" in refused.value.remedy.en
