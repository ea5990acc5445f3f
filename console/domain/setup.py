"""What the first-start assistant asks, and what it is answered."""

from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from console.domain.wording import Lang


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A central PostgreSQL database; the password is kept apart and shown to nobody."""

    host: str = "localhost"
    port: str = "5432"
    database: str = ""
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def complete(self) -> bool:
        """Whether there is enough to try it."""
        return bool(self.host and self.database and self.user and self.port.isdecimal())

    @property
    def url(self) -> str:
        """The address as the settings hold it: without the password."""
        user, database = quote(self.user, safe=""), quote(self.database, safe="")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"postgresql://{user}@{host}:{self.port}/{database}"


def address_of(url: str) -> ServerAddress:
    """Return the parts of ``url``; whatever is no PostgreSQL address gives an empty form."""
    try:
        parts = urlsplit(url)
        port = str(parts.port or 5432)
    except ValueError:
        return ServerAddress()
    if not parts.scheme.startswith("postgres"):
        return ServerAddress()
    return ServerAddress(
        parts.hostname or "localhost",
        port,
        unquote(parts.path.lstrip("/")),
        unquote(parts.username or ""),
    )


@dataclass(frozen=True, slots=True)
class SetupAnswers:
    """What was answered.

    Attributes:
        lang: The language of the screen.
        server: The central database; None = the demonstration.
        outputs: Names of the screens that are the wall, in order; () = all but the desk's.
    """

    lang: Lang
    server: ServerAddress | None = None
    outputs: tuple[str, ...] = ()
