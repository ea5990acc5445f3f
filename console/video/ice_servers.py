"""The STUN and TURN servers of the settings, with their passwords from outside the settings."""

import os
import re

from console.domain.call_media import IceServer
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.video.credentials import from_keyring

#: The name under which the keyring holds the passwords; the user of an entry is the server's.
SERVICE = "command-console calls"

VARIABLE = "COMMAND_CONSOLE_TURN"
"""The environment variable that may hold the password of the TURN servers."""

_SERVER = re.compile(r"(stuns?|turns?):(?:([^@:/\s]+)@)?([\w.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")


def ice_server(text: str) -> IceServer:
    """Return the server that ``text`` of the settings names.

    Raises:
        ConsoleError: It names none.
    """
    found = _SERVER.fullmatch(text)
    if found is None or (found[1].startswith("stun") and found[2]):
        raise ConsoleError(
            "calls.ice",
            Text("不是 STUN 或 TURN 服务器。", "This names no STUN or TURN server."),
            Text(
                "请写成 stun:主机:端口 或 turn:用户@主机:端口。",
                "Write stun:HOST:PORT or turn:USER@HOST:PORT.",
            ),
        )
    scheme, user, host, port = found.groups()
    url = f"{scheme}:{host}{port or ''}"
    if not user:
        return IceServer(url)
    return IceServer(url, user, os.environ.get(VARIABLE) or from_keyring(SERVICE, user) or "")
