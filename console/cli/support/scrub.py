"""Take secrets and persons out of text, by their shape and by their very words.

Shapes catch what nobody knew of (an address with a login, a telephone number); words catch what has
no shape: a password in the middle of a sentence, the name of a contact.
"""

import getpass
import json
import os
import re
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote

from console.domain import secrets

_GONE = secrets.BLACKED_OUT
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+(?:·[\u3400-\u9fff]+)*")
_SHORTEST_WORD = 2
_LONGEST_LINE = 4000
_POSTS_NAMES = {"root", "admin", "administrator", "user", "duty", "wall", "console", "operator"}
"""Names of users that are no person's, and words of the program's own logs."""

_TELLING_NAME = re.compile(
    r"PASS|PWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE|COMMAND_CONSOLE_FEED|_URL$|_DSN$", re.I
)
#: Shapes: a sign without which a line need not be searched (most lines have none), the shape, and
#: what is left in its place. Order matters: addresses go before what is in them.
_SHAPES = (
    ("@", re.compile(r"(?P<kept>\w[\w+.-]*://)[^\s'\"]+@"), rf"\g<kept>{_GONE}@"),
    (
        "://",
        re.compile(r"(?P<kept>\w[\w+.-]*://[^\s'\"?#]+)[?#][^\s'\"]+"),
        rf"\g<kept>?{_GONE}",
    ),
    (":", re.compile(r"\S+:(?:\d{1,5}|\*):[^:\s]+:[^:\s]+:\S+"), _GONE),  # a passfile's line
    ("_FEED", re.compile(r"(?P<kept>COMMAND_CONSOLE_FEED_\w+\s*[=:]\s*)\S+"), rf"\g<kept>{_GONE}"),
    (
        "uthorization",
        re.compile(r"(?P<kept>[Aa]uthorization['\"]?\s*[=:]).*"),
        rf"\g<kept> {_GONE}",
    ),
    (
        "=",
        re.compile(r"(?P<kept>(?:user(?:name)?|login|uid)\s*=\s*)[^\s&;,'\")]+", re.I),
        rf"\g<kept>{_GONE}",
    ),
    # PostgreSQL quotes the row that it refuses.
    ("DETAIL:", re.compile(r"(?P<kept>DETAIL:).*"), rf"\g<kept> {_GONE}"),
    ("[param", re.compile(r"(?P<kept>\[parameters:).*"), rf"\g<kept> {_GONE}]"),
    ("@", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), _GONE),
    ("1", re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\w)"), _GONE),  # an identity card's number
    (
        "1",
        re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"),
        _GONE,
    ),
    ("0", re.compile(r"(?<![\w.])\(?0\d{2,3}\)?[- ]?[2-8]\d{6,7}(?!\w)"), _GONE),
    # Whose home it is: names of users are often those of persons.
    ("/home/", re.compile(r"(?<!\w)/home/[^/\s'\":]+"), f"/home/{_GONE}"),
    ("sers\\", re.compile(r"(?P<kept>[A-Za-z]:\\+Users\\+)[^\\'\":]+"), rf"\g<kept>{_GONE}"),
)
_SIGNS_OF_SECRETS = ("=", ":")


class Scrubber:
    """Blacks out, in any text, what looks like a secret or a person, and the words it was told."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self._home = str(Path.home())
        self._host = re.compile(rf"\b{re.escape(socket.gethostname() or '(?!)')}\b")
        self._user = re.compile(rf"\b{_user_name()}\b")
        self._told = re.compile(r"(?!)")
        self.learn((*words, *_words_of_environment(), *_words_of_passfile()))

    def learn(self, words: Iterable[str]) -> None:
        """Black out ``words`` too, in each way that addresses and JSON write them."""
        for word in words:
            if len(word.strip()) >= _SHORTEST_WORD:
                self._words.update(_spellings(word.strip()))
        if self._words:
            longest_first = sorted(self._words, key=len, reverse=True)
            self._told = re.compile("|".join(re.escape(word) for word in longest_first))

    def clean(self, text: str) -> str:
        """Return ``text`` fit to leave the house, line by line."""
        return "\n".join(self._line(line) for line in text.split("\n"))

    def clean_log(self, text: str, *, names_known: bool) -> str:
        """Return lines of a log cleaned; where no names are known any Chinese word may be one.

        The program itself writes its log in English.
        """
        cleaned = self.clean(text)
        return cleaned if names_known else _CHINESE.sub(_GONE, cleaned)

    def clean_all(self, value: object) -> object:
        """Return ``value``, of dicts, lists and plain values, with every text in it cleaned."""
        if isinstance(value, str):
            return self.clean(value)
        if isinstance(value, dict):
            return {str(key): self.clean_all(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean_all(inner) for inner in value]
        return value

    def _line(self, line: str) -> str:
        line = line.removesuffix("\r")
        if len(line) > _LONGEST_LINE:
            line = f"{line[:_LONGEST_LINE]} …"
        line = self._told.sub(_GONE, line)
        for sign, shape, left in _SHAPES:
            if sign in line:
                line = shape.sub(left, line)
        if any(sign in line for sign in _SIGNS_OF_SECRETS):
            line = secrets.redact(line)
        if len(self._home) > 1:
            line = line.replace(self._home, "~")
        return self._host.sub("<host>", self._user.sub("<user>", line))


def _user_name() -> str:
    """Return the name of whoever runs this; a post's name, and a short one, is in every log."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # no name belongs to the number
        name = ""
    told = len(name) <= _SHORTEST_WORD or name.lower() in _POSTS_NAMES
    return "(?!)" if told else re.escape(name)


def _spellings(word: str) -> Iterator[str]:
    """Yield ``word`` as it stands, as addresses encode it, and as JSON and Python quote it."""
    yield word
    yield quote(word, safe="")
    yield quote(word)
    yield quote_plus(word)
    yield unquote(word)
    yield json.dumps(word)[1:-1]
    yield repr(word)[1:-1]


def passwords_in(text: str) -> Iterator[str]:
    """Yield the passwords that addresses and ``password=`` in ``text`` carry, and their users."""
    for match in re.finditer(r"\w[\w+.-]*://(?P<login>[^\s'\"]+)@", text):
        user, _, password = match["login"].partition(":")
        yield from (password, unquote(password))
        if password:
            yield f"{user}:{password}"
    for match in re.finditer(
        r"(?:pass(?:word|wd|phrase)?|pwd|secret|token)\w*['\"]?\s*[=:]\s*"
        r"(?:'(?P<one>[^'\n]*)'|\"(?P<two>[^\"\n]*)\"|(?P<bare>[^\s&;,'\")]+))",
        text,
        re.IGNORECASE,
    ):
        yield match["one"] or match["two"] or match["bare"] or ""


def _words_of_environment() -> Iterator[str]:
    for name, value in os.environ.items():
        if not _TELLING_NAME.search(name):
            continue
        if "://" in value:
            yield from passwords_in(value)
        elif not Path(value).is_absolute():
            yield value
            yield value.partition(":")[2]


def _words_of_passfile() -> Iterator[str]:
    default = Path.home() / ".pgpass"
    path = Path(os.environ.get("PGPASSFILE") or default)
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        parts = re.split(r"(?<!\\):", line)
        if len(parts) == 5:
            yield parts[4].replace("\\:", ":").replace("\\\\", "\\")
