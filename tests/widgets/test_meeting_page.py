"""The page of a meeting gets its devices, and no file, no other host and no page of ours."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from pytestqt.qtbot import QtBot

from console.domain.meetings import MeetingHosts
from console.widgets.meeting_page import MeetingPage
from tests.meeting_site import Site, meeting_site

pytestmark = pytest.mark.slow

_PATIENCE = 40_000

_FRAME = """
<!doctype html><title>waiting</title>
<iframe src="%s" allow="camera; microphone"></iframe>
<script>addEventListener("message", (e) => { document.title = "told " + e.data })</script>
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with meeting_site() as server:
        yield server


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    with meeting_site() as server:
        yield server


class Watcher(QObject):
    """A meeting's page, and what was told of it."""

    def __init__(self, *hosts: str) -> None:
        super().__init__()
        self.page = MeetingPage(MeetingHosts(hosts, plain=True))
        self.asked = 0
        self.titles: list[str] = []
        self.led: list[str] = []
        self.capturing: list[bool] = []
        self.loads: list[bool] = []
        self.page.web_page.titleChanged.connect(self.note_title)
        self.page.led_away.connect(self.note_host)
        self.page.capturing_changed.connect(self.note_capturing)
        self.page.loaded.connect(self.note_load)

    @Slot(str)
    def note_title(self, title: str) -> None:
        self.titles.append(title)

    @Slot(str)
    def note_host(self, host: str) -> None:
        self.led.append(host)

    @Slot(bool)
    def note_capturing(self, now: bool) -> None:  # noqa: FBT001 - a slot
        self.capturing.append(now)

    @Slot(bool)
    def note_load(self, there: bool) -> None:  # noqa: FBT001 - a slot
        self.loads.append(there)

    def told(self, qtbot: QtBot, script: str) -> object:
        """Run ``script``, an async function's body, and return what it puts into the title."""
        self.asked += 1
        mark = f"answer {self.asked} "
        self.page.web_page.runJavaScript(
            f"(async () => {{ {script} }})()"
            f".then((x) => {{ document.title = '{mark}' + JSON.stringify(x) }})"
        )
        qtbot.waitUntil(lambda: mark in "".join(self.titles[-1:]), timeout=_PATIENCE)
        return json.loads(self.titles[-1].removeprefix(mark))


@pytest.fixture
def watch(qapp: object) -> Iterator[type[Watcher]]:
    made: list[Watcher] = []

    class Kept(Watcher):
        def __init__(self, *hosts: str) -> None:
            super().__init__(*hosts)
            made.append(self)

    yield Kept
    for watcher in made:
        watcher.page.retire()


def test_the_meeting_gets_camera_and_microphone_which_is_marked_until_it_is_left(
    qtbot: QtBot, site: Site, watch: type[Watcher]
) -> None:
    watcher = watch(site.host)
    watcher.page.open(site.url("join"))
    qtbot.waitUntil(lambda: "tracks 2" in watcher.titles, timeout=_PATIENCE)
    assert watcher.capturing == [True]
    watcher.page.retire()
    assert watcher.capturing == [True, False]


def test_another_origin_in_the_meetings_page_gets_no_device(
    qtbot: QtBot, site: Site, elsewhere: Site, watch: type[Watcher]
) -> None:
    site.pages["/framed"] = _FRAME % elsewhere.url("inner")
    watcher = watch(site.host, elsewhere.host)
    watcher.page.open(site.url("framed"))
    qtbot.waitUntil(lambda: "told" in "".join(watcher.titles[-1:]), timeout=_PATIENCE)
    assert watcher.titles[-1] in ("told NotAllowedError", "told AbortError")
    assert watcher.capturing == []


def test_the_page_reaches_no_other_host_no_file_and_no_page_of_ours(
    qtbot: QtBot, site: Site, elsewhere: Site, watch: type[Watcher]
) -> None:
    watcher = watch(site.host)
    watcher.page.open(site.url("empty"))
    qtbot.waitUntil(lambda: watcher.loads == [True], timeout=_PATIENCE)
    addresses = [
        elsewhere.url("empty"),
        "file:///etc/hostname",
        "console://call/call.html",
        "console://map/static/leaflet.js",
    ]
    reached = watcher.told(
        qtbot,
        "const reached = [];"
        f"for (const url of {json.dumps(addresses)})"
        " try { await fetch(url, {mode: 'no-cors'}); reached.push(url) } catch (e) {}"
        " return [reached, typeof qt, typeof consoleCall]",
    )
    assert reached == [[], "undefined", "undefined"]
    assert not elsewhere.asked
    assert watcher.told(qtbot, f"return (await fetch('{site.url('empty')}')).status") == 200


def test_the_page_is_kept_from_other_hosts_and_it_is_said_where_it_wanted_to_go(
    qtbot: QtBot, site: Site, elsewhere: Site, watch: type[Watcher]
) -> None:
    watcher = watch(site.host)
    watcher.page.open(site.url("empty"))
    qtbot.waitUntil(lambda: watcher.loads == [True], timeout=_PATIENCE)
    watcher.page.web_page.runJavaScript(f"location.href = {json.dumps(elsewhere.url('empty'))}")
    qtbot.waitUntil(lambda: watcher.led == [elsewhere.host], timeout=_PATIENCE)
    assert watcher.page.web_page.url().toString() == site.url("empty")
    assert not elsewhere.asked


@pytest.mark.parametrize(
    ("target", "ends_at"),
    [("file:///etc/hostname", "/empty"), ("console://call/call.html", "blank")],
)
def test_the_engine_leads_the_page_to_no_file_and_to_no_page_of_ours(
    qtbot: QtBot, site: Site, watch: type[Watcher], target: str, ends_at: str
) -> None:
    watcher = watch(site.host)
    watcher.page.open(site.url("empty"))
    qtbot.waitUntil(lambda: watcher.loads == [True], timeout=_PATIENCE)
    watcher.page.web_page.runJavaScript(f"location.href = {json.dumps(target)}")
    if ends_at == "blank":
        blocked = QUrl("about:blank#blocked")
        qtbot.waitUntil(lambda: watcher.page.web_page.url() == blocked, timeout=_PATIENCE)
    where = watcher.told(qtbot, "return [location.pathname, typeof qt, document.body.innerText]")
    assert where == [ends_at, "undefined", ""]


def test_a_screen_is_shared_only_where_the_operator_offers_one(
    qtbot: QtBot, site: Site, watch: type[Watcher]
) -> None:
    watcher = watch(site.host)
    watcher.page.open(site.url("empty"))
    qtbot.waitUntil(lambda: watcher.loads == [True], timeout=_PATIENCE)
    name = watcher.told(
        qtbot,
        "try { await navigator.mediaDevices.getDisplayMedia({video: true}); return 'shared' }"
        " catch (e) { return e.name }",
    )
    assert name != "shared"
    assert watcher.capturing == []


def test_two_meetings_know_nothing_of_each_other(
    qtbot: QtBot, site: Site, watch: type[Watcher]
) -> None:
    for _ in range(2):
        watcher = watch(site.host)
        watcher.page.open(site.url("empty"))
        qtbot.waitUntil(lambda watcher=watcher: watcher.loads == [True], timeout=_PATIENCE)
        kept = watcher.told(
            qtbot,
            "const kept = [localStorage.length, document.cookie];"
            " localStorage.setItem('a', 'b'); document.cookie = 'a=b'; return kept",
        )
        assert kept == [0, ""]
