"""Logins of feeds, by post: from the environment, the keyring, or the address itself.

They are read where they are needed, kept nowhere, and written to no log.
"""

import logging
import os
import re
from functools import cache

import keyring
from keyring.errors import KeyringError, NoKeyringError

from console.domain.bounded import within
from console.video.address import FeedAddress

_log = logging.getLogger(__name__)

#: The name under which the keyring holds the logins; the user of an entry is the post's code.
SERVICE = "command-console feeds"

_KEYRING_SECONDS = 1.0


def variable_of(post: str) -> str:
    """Return the name of the environment variable that may hold ``user:password`` of ``post``."""
    return "COMMAND_CONSOLE_FEED_" + re.sub(r"[^0-9A-Z]", "_", post.upper())


def login_of(post: str) -> tuple[str, str] | None:
    """Return user and password of ``post``, or None where neither place knows it.

    The keyring is given a second: a locked one may wait for somebody to type.
    """
    text = os.environ.get(variable_of(post)) or from_keyring(SERVICE, post)
    user, separator, password = (text or "").partition(":")
    return (user, password) if separator and user else None


def with_login(address: FeedAddress, post: str) -> FeedAddress:
    """Return ``address`` with the login of ``post``, or as it is where none is known."""
    login = login_of(post)
    return address.with_login(*login) if login else address


def from_keyring(service: str, name: str) -> str | None:
    """Return what the keyring holds of ``service`` under ``name``, None where it gives nothing."""
    try:
        return within(
            _KEYRING_SECONDS, f"keyring {name}", lambda: keyring.get_password(service, name)
        )
    except NoKeyringError:
        return None
    except (KeyringError, TimeoutError, RuntimeError) as error:
        _tell_once(type(error).__name__)
        return None


@cache
def _tell_once(kind: str) -> None:
    _log.warning("The keyring gives no logins: %s", kind)
