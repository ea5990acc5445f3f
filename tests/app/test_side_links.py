"""One dead database is one fault, however many links go to it."""

import pytest

from console.app.side_links import SideLinks
from console.domain.errors import ConsoleError
from console.domain.truth import LinkState
from console.domain.wording import Text
from console.views.fault_book import FaultBook

DOWN = ConsoleError("calls", Text("断开", "Down"), Text("稍候", "Wait"))
WELL, AWAY = LinkState(None, connected=True), LinkState(None, connected=False)


@pytest.fixture
def book(qapp) -> FaultBook:
    return FaultBook()


def places(book: FaultBook) -> list[str]:
    return [fault.place.en for fault in book.faults]


def test_a_side_link_that_is_down_while_the_data_arrive_is_a_fault(book):
    links = SideLinks(book)
    links.take_link(WELL)
    links.report(DOWN)
    assert places(book) == ["calls"]
    links.mended("calls")
    assert places(book) == []


def test_a_side_link_that_falls_with_the_data_adds_no_second_fault(book):
    links = SideLinks(book)
    links.report(DOWN)
    assert places(book) == []
    links.take_link(WELL)
    assert places(book) == ["calls"]
    links.take_link(AWAY)
    assert places(book) == []


def test_a_side_link_that_is_well_again_first_is_not_reported_when_the_data_come_back(book):
    links = SideLinks(book)
    links.report(DOWN)
    links.mended("calls")
    links.take_link(WELL)
    assert places(book) == []
