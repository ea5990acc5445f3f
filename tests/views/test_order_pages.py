"""Orders as PDF: a page or more an order, and what cannot be written is said."""

from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument

from console.views.order_pages import write_pdf
from tests.domain.test_orders import line, plan


def test_every_order_begins_a_page_with_number_places_and_signatures(qapp, tmp_path: Path):
    lines = [line(1, "库A", "市B", 100), line(2, "库C", "市B", 50), line(3, "库A", "市D", 150)]
    path = write_pdf(plan(*lines), tmp_path / "orders.pdf", UTC)
    document = QPdfDocument()
    document.load(str(path))
    assert document.pageCount() == 3
    pages = [document.getAllText(page).text() for page in range(3)]
    # Qt writes digits of this font without a way back to text: words tell the pages apart.
    for text in pages:
        assert "Dispatch order" in text
        assert "李秀英" in text
        assert "Received" in text
    sources = ["库A" in text for text in pages], ["库C" in text for text in pages]
    assert sources == ([True, True, False], [False, False, True])
    document.close()


def test_a_name_with_marks_of_html_stays_text(qapp, tmp_path: Path):
    path = write_pdf(plan(line(1, "<b>库</b>", "市", 50)), tmp_path / "o.pdf", UTC)
    document = QPdfDocument()
    document.load(str(path))
    assert "<b>库</b>" in document.getAllText(0).text()
    document.close()


def test_a_file_that_cannot_be_written_is_an_error(qapp, tmp_path: Path, qtlog):
    with qtlog.disabled(), pytest.raises(OSError, match="not written"):
        write_pdf(plan(line(1, "a", "b", 50)), tmp_path / "no" / "o.pdf", UTC)


def test_every_page_of_a_demonstration_s_orders_says_so_large_and_no_other_does(
    qapp, tmp_path: Path
):
    many = [line(number, "库A", "市B", 50) for number in range(1, 60)]
    for demo in (True, False):
        path = write_pdf(plan(*many, demo=demo), tmp_path / f"{demo}.pdf", UTC)
        document = QPdfDocument()
        document.load(str(path))
        assert document.pageCount() > 1
        marked = ["DEMO" in document.getAllText(page).text()
                  for page in range(document.pageCount())]  # fmt: skip
        assert marked == [demo] * document.pageCount()
        document.close()


def test_no_line_of_a_long_order_is_lost_between_pages(qapp, tmp_path: Path):
    many = [line(number, "库A", f"收{number}站", 50) for number in range(1, 40)]
    path = write_pdf(plan(*many, demo=True), tmp_path / "o.pdf", UTC)
    document = QPdfDocument()
    document.load(str(path))
    words = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    assert words.count("Suit") == 2 * len(many)
    document.close()
