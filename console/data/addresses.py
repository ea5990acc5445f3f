"""Addresses of databases: read, checked, and shown without their secrets."""

import re
from pathlib import Path
from urllib.parse import unquote_plus

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from console.domain.errors import ConsoleError
from console.domain.wording import Text

_PLACE = "database URL"
_FILE_ENDINGS = {".sqlite", ".sqlite3", ".db"}
_POSTGRESQL_NAMES = {"postgresql", "postgres", "postgresql+psycopg2"}
_SQLITE_NAMES = {"sqlite", "sqlite+pysqlite"}
_REMEDY = Text(
    "请写成 postgresql://用户@主机:5432/数据库 或 sqlite:///文件路径。",
    "Write postgresql://user@host:5432/database or sqlite:///path/to/file.",
)

#: libpq's own defences against a dead peer: keepalives alone leave a query in flight hanging past
#: 60 s, ``tcp_user_timeout`` (milliseconds) ends it after 5 s.
_LINK_DEFENCES: dict[str, str | int] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
    "client_encoding": "utf8",
}


def parse(url: str) -> URL:
    """Return the address in ``url``, with its driver named.

    Args:
        url: ``postgresql://…``, ``sqlite:///path`` or the plain path of an SQLite file.

    Raises:
        ConsoleError: ``url`` is none of these.
    """
    text = url.strip()
    if not text:
        raise ConsoleError(_PLACE, Text("数据库地址为空。", "The address is empty."), _REMEDY)
    if "://" not in text and Path(text).suffix.lower() in _FILE_ENDINGS:
        return URL.create("sqlite+pysqlite", database=str(Path(text).expanduser()))
    try:
        address = make_url(text)
    except (ArgumentError, ValueError):
        # The driver's own message may quote a part of the password: it must not be chained.
        raise _nonsense(url) from None
    if address.drivername in _POSTGRESQL_NAMES:
        return _checked_postgresql(address, url)
    if address.drivername in _SQLITE_NAMES:
        return _checked_sqlite(address)
    raise ConsoleError(
        redact(url),
        Text("不支持这种数据库。", "This kind of database is not supported."),
        _REMEDY,
    )


def _nonsense(url: str) -> ConsoleError:
    return ConsoleError(
        redact(url),
        Text("无法识别的数据库地址。", "This is not the address of a database."),
        _REMEDY,
    )


def _checked_postgresql(address: URL, url: str) -> URL:
    if any(isinstance(value, tuple) for value in address.query.values()):
        raise _nonsense(url)
    if not (address.database or "service" in address.query or "dbname" in address.query):
        raise ConsoleError(
            redact(url),
            Text("地址中没有数据库名。", "The address names no database."),
            _REMEDY,
        )
    return address.set(drivername="postgresql+psycopg2")


def _checked_sqlite(address: URL) -> URL:
    name = address.database
    if not name or name == ":memory:" or name.startswith("file:") or address.host:
        raise ConsoleError(
            redact(str(address)),
            Text(
                "SQLite 地址必须指向一个文件。",
                "An SQLite address must name a file (sqlite:////absolute/path has four slashes).",
            ),
            _REMEDY,
        )
    return URL.create("sqlite+pysqlite", database=str(Path(name).expanduser()))


def redact(url: str) -> str:
    """Return ``url`` fit for logs, titles and screens: whatever may be a secret is ``***``."""
    hidden = [False] * len(url)
    for start, end in (*_user_secret(url), *_query_secrets(url)):
        hidden[start:end] = [True] * (end - start)
    shown: list[str] = []
    for position, char in enumerate(url):
        if not hidden[position]:
            shown.append(char)
        elif position == 0 or not hidden[position - 1]:
            shown.append("***")
    return "".join(shown)


def _user_secret(url: str) -> list[tuple[int, int]]:
    # A password may itself hold @, / or ? by somebody's mistake: all up to the last @ is hidden.
    scheme = url.find("://")
    end = url.rfind("@")
    colon = url.find(":", scheme + 3) if scheme >= 0 else -1
    return [(colon + 1, end)] if 0 <= colon < end else []


def _query_secrets(url: str) -> list[tuple[int, int]]:
    return [
        match.span(2)
        for match in re.finditer(r"([^=&?\s]*)=([^&]*)", url)
        if re.search(r"pass|pwd|secret|token", unquote_plus(match[1]), re.IGNORECASE)
        and not unquote_plus(match[1]).lower().endswith("passfile")
    ]


def libpq_parameters(url: str, *, application: str = "command-console") -> dict[str, str | int]:
    """Return what ``psycopg2.connect`` wants for ``url``, for a raw connection (LISTEN).

    Whatever the address itself says wins over our defences of the link.

    Raises:
        ConsoleError: ``url`` is no PostgreSQL address.
    """
    address = parse(url)
    if address.get_backend_name() != "postgresql":
        raise ConsoleError(
            redact(url),
            Text("这不是 PostgreSQL 地址。", "This is not a PostgreSQL address."),
            _REMEDY,
        )
    named = {
        "host": address.host,
        "port": address.port,
        "user": address.username,
        "password": address.password,
        "dbname": address.database,
    }
    return {
        **_LINK_DEFENCES,
        "application_name": application,
        **{key: value for key, value in named.items() if value},
        **{key: str(value) for key, value in address.query.items()},
    }
