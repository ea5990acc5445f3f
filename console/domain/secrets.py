"""Passwords in addresses: found, taken out, and blacked out in any text."""

import re

BLACKED_OUT = "***"

# user:password@ of any address. People forget to encode what an address forbids, so the password
# reaches to the last @ before a blank or a quote, unless it is a port.
_IN_AUTHORITY = re.compile(
    r"(?P<before>\w[\w+.-]*://[^\s/:@'\"]*):(?!\d{1,5}(?:/|$))(?P<secret>[^\s'\"]+)@"
)
_IN_KEYWORD = re.compile(
    r"(?P<before>(?:password|passwd|pwd|passphrase|token|secret|api_?key)['\"]?\s*[=:]\s*)"
    r"(?P<secret>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^\s&;,'\")]+)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(rf"\w*{_IN_KEYWORD.pattern}", re.IGNORECASE)
_IN_QUERY = re.compile(r"(?<=[?&])(?:password|passwd|pwd)=[^&#\s]*&?", re.IGNORECASE)


def redact(text: str) -> str:
    """Return ``text`` with every password in an address or a ``password=`` blacked out."""
    text = _IN_AUTHORITY.sub(rf"\g<before>:{BLACKED_OUT}@", text)
    return _IN_KEYWORD.sub(rf"\g<before>{BLACKED_OUT}", text)


def has_password(address: str) -> bool:
    """Say whether ``address`` (an URL or libpq's ``key=value`` words) carries a password."""
    return bool(_IN_AUTHORITY.search(address) or _IN_KEYWORD.search(address))


def without_password(address: str) -> str:
    """Return ``address`` without its password; everything else stays as it is."""
    address = _IN_AUTHORITY.sub(r"\g<before>@", address)
    if "://" in address:
        return _IN_QUERY.sub("", address).rstrip("?&")
    return " ".join(_IN_WORDS.sub("", address).split())
