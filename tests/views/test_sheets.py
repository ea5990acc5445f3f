"""Sheets on paper: whole files, text that stays text, and a preview of the right time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from console.domain.errors import ConsoleError
from console.domain.roll_call import Presence, RollCall, RollPost
from console.domain.wording import Lang, Text
from console.views.handover_view import HandoverView
from console.views.sheet_writer import HTML, PDF, PNG, SheetWriter
from console.views.sheets import roll_call_sheet

NIGHT = datetime(2020, 5, 20, 19, 0, tzinfo=UTC)


class Ear(QObject):
    def __init__(self, writer: SheetWriter) -> None:
        super().__init__()
        self.files: list[tuple[Path, ...]] = []
        self.errors: list[ConsoleError] = []
        writer.written.connect(self.hear)
        writer.failed.connect(self.hear_failure)

    @Slot(str, object)
    def hear(self, _key: str, files: tuple[Path, ...]) -> None:
        self.files.append(files)

    @Slot(str, object)
    def hear_failure(self, _key: str, error: ConsoleError) -> None:
        self.errors.append(error)


def roll_call() -> RollCall:
    posts = [
        RollPost("A", "220100", Text("长春<b>市</b>", "Changchun <i>&")),
        RollPost("B", "220200", Text("吉林市", "Jilin City")),
    ]
    call = RollCall.start(posts, NIGHT, "Li")
    call = call.mark("A", Presence.VOICE, NIGHT + timedelta(minutes=1), "Li")
    return call.finish(NIGHT + timedelta(minutes=5), "Li")


def test_the_sheet_of_a_roll_call_lists_every_post_and_since_when_one_is_missing():
    html = roll_call_sheet(roll_call(), Lang.EN, UTC)
    assert "2 expected, 1 present" in html
    assert "Present by voice" in html
    assert "2020-05-20 19:00" in html
    assert "Changchun &lt;i&gt;&amp;" in html
    assert "<i>" not in html
    assert "未到" in roll_call_sheet(roll_call(), Lang.ZH, UTC)


def test_a_sheet_is_written_as_picture_pdf_and_html_and_replaces_no_other(qapp, qtbot, tmp_path):
    writer = SheetWriter(tmp_path / "sheets")
    ear = Ear(writer)
    html = roll_call_sheet(roll_call(), Lang.ZH, UTC)
    for number in (1, 2):
        writer.write("k", "roll-call", html, (PNG, PDF, HTML))
        qtbot.waitUntil(lambda wanted=number: len(ear.files) == wanted, timeout=20_000)
    first, second = ear.files
    assert not set(first) & set(second)
    png, pdf, page = first
    image = QImage(str(png))
    assert image.width() == 1240
    assert image.pixelColor(2, 2).lightness() == 255
    assert any(image.pixelColor(x, 90).lightness() < 100 for x in range(60, 400))
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "点名表" in page.read_text("utf-8")
    assert not list((tmp_path / "sheets").glob(".*"))


def test_a_folder_that_cannot_be_written_is_told_with_the_remedy(qapp, qtbot, tmp_path):
    (tmp_path / "file").write_text("x")
    writer = SheetWriter(tmp_path / "file")
    ear = Ear(writer)
    writer.write("k", "x", "<p>x</p>", (HTML,))
    qtbot.waitUntil(lambda: bool(ear.errors), timeout=20_000)
    assert ear.errors[0].remedy.zh
    assert ear.files == []


class Periods(QObject):
    def __init__(self, view: HandoverView) -> None:
        super().__init__()
        self.heard: list[tuple[datetime, datetime]] = []
        view.period_changed.connect(self.hear)

    @Slot(object, object)
    def hear(self, began: datetime, ended: datetime) -> None:
        self.heard.append((began, ended))


@pytest.fixture
def view(qtbot):
    made = HandoverView()
    qtbot.addWidget(made)
    return made


def test_the_preview_asks_for_its_time_once_and_again_where_it_is_changed(view):
    periods = Periods(view)
    view.begin(NIGHT, NIGHT + timedelta(hours=8, seconds=40))
    assert periods.heard == [(NIGHT, NIGHT + timedelta(hours=8, seconds=59))]
    view.began.setDateTime(view.began.dateTime().addSecs(3600))
    assert periods.heard[-1][0] == NIGHT + timedelta(hours=1)


def test_the_preview_shows_the_sheet_that_is_kept(view):
    view.show_sheet("<h1>Shift</h1><p>all quiet</p>")
    assert "all quiet" in view.preview.toPlainText()
    assert "<h1>" in view.html
