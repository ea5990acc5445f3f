"""Who this station is in calls, and what it sends, from the settings."""

from dataclasses import dataclass, field

from console.domain.call_media import CallMedia, IceServer
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.settings import CallsSettings
from console.video.ice_servers import ice_server
from console.video.whep import CallHosts
from console.wall.call_book import CallLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPolicy:
    """Who this station is, and what it sends.

    Attributes:
        station: The code under which it is rung.
        name: As those see it whom it rings.
        media: What is sent in a call.
        hosts: The media servers that may be called.
        limits: How many calls, and how long they wait.
    """

    station: str
    name: Text
    media: CallMedia = field(default_factory=CallMedia)
    hosts: CallHosts = field(default_factory=CallHosts)
    limits: CallLimits = field(default_factory=CallLimits)


def policy_of(settings: CallsSettings) -> tuple[CallPolicy, tuple[ConsoleError, ...]]:
    """Return the console's policy, and what of the settings could not be used."""
    servers: list[IceServer] = []
    faults: list[ConsoleError] = []
    for text in settings.ice:
        try:
            servers.append(ice_server(text))
        except ConsoleError as error:
            faults.append(error)
    media = CallMedia(ice=tuple(servers), camera=settings.camera, microphone=settings.microphone)
    policy = CallPolicy(
        station=settings.station,
        name=Text(settings.name_zh, settings.name_en),
        media=media,
        hosts=CallHosts(settings.hosts, plain=settings.allow_http),
    )
    return policy, tuple(faults)
