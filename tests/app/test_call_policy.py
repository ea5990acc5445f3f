"""What the settings say of calls: where a media server takes what this station sends."""

import pytest

from console.app.call_policy import VARIABLE, policy_of
from console.settings import CallsSettings, load

ADDRESS = "https://media.example/centre/whip"


def calls(**more: object) -> CallsSettings:
    return load(None, {}).settings.calls.model_copy(update=more)


def test_a_listed_media_server_is_sent_to_with_its_token_which_shows_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, "open-sesame")
    policy, faults = policy_of(calls(send_to=ADDRESS, hosts=("media.example",)))
    assert faults == ()
    assert policy.outlet is not None
    assert policy.outlet.address.target == "/centre/whip"
    assert policy.outlet.server.token == "open-sesame"
    assert "open-sesame" not in repr(policy)


@pytest.mark.parametrize("address", [ADDRESS, "http://media.example/whip", "not an address"])
def test_nothing_is_sent_to_where_calls_may_not_go(address: str) -> None:
    policy, faults = policy_of(calls(send_to=address, hosts=("elsewhere.example",)))
    assert policy.outlet is None
    assert [fault.place for fault in faults] == ["calls.send_to"]


def test_without_an_address_nothing_is_sent_and_nothing_is_amiss() -> None:
    policy, faults = policy_of(calls())
    assert policy.outlet is None
    assert faults == ()
