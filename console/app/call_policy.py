"""Who this station is in calls, and what it sends, from the settings."""

import os
from dataclasses import dataclass, field

from console.domain.call_media import CallMedia, IceServer
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.settings import CallsSettings
from console.video.address import FeedAddress
from console.video.credentials import from_keyring
from console.video.ice_servers import SERVICE, ice_server
from console.video.whep import CallHosts, MediaServer
from console.wall.call_book import CallLimits

VARIABLE = "COMMAND_CONSOLE_WHIP"
"""The environment variable that may hold the token of the media server that is sent to."""

_PLACE = "calls.send_to"


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a media server takes what this station sends (WHIP)."""

    server: MediaServer
    address: FeedAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPolicy:
    """Who this station is, and what it sends.

    Attributes:
        station: The code under which it is rung.
        name: As those see it whom it rings.
        media: What is sent in a call.
        hosts: The media servers that may be called.
        limits: How many calls, and how long they wait.
        outlet: Where it sends in calls by way of a media server; None = nowhere.
    """

    station: str
    name: Text
    media: CallMedia = field(default_factory=CallMedia)
    hosts: CallHosts = field(default_factory=CallHosts)
    limits: CallLimits = field(default_factory=CallLimits)
    outlet: Outlet | None = None


def policy_of(settings: CallsSettings) -> tuple[CallPolicy, tuple[ConsoleError, ...]]:
    """Return the console's policy, and what of the settings could not be used."""
    servers: list[IceServer] = []
    faults: list[ConsoleError] = []
    for text in settings.ice:
        try:
            servers.append(ice_server(text))
        except ConsoleError as error:
            faults.append(error)
    hosts = CallHosts(settings.hosts, plain=settings.allow_http)
    outlet = None
    try:
        outlet = _outlet(settings.send_to, hosts)
    except ConsoleError as error:
        faults.append(error)
    media = CallMedia(ice=tuple(servers), camera=settings.camera, microphone=settings.microphone)
    policy = CallPolicy(
        station=settings.station,
        name=Text(settings.name_zh, settings.name_en),
        media=media,
        hosts=hosts,
        outlet=outlet,
    )
    return policy, tuple(faults)


def _outlet(text: str, hosts: CallHosts) -> Outlet | None:
    if not text:
        return None
    address = hosts.check(text, _PLACE)
    token = os.environ.get(VARIABLE) or from_keyring(SERVICE, address.host) or ""
    return Outlet(MediaServer(_PLACE, token), address)
