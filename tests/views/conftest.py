"""A board with tiles of the real kinds, and a demonstration database to fill them from."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from time import monotonic

import pytest
from PySide6.QtWidgets import QApplication

from console.domain.truth import FreshnessLimits
from console.domain.wording import Lang
from console.views.board import Board
from console.views.wall_set import WallSet
from console.widgets.language import set_language
from tests.widgets import samples


@pytest.fixture(autouse=True)
def english(qapp: QApplication, chinese_again: None) -> None:
    """Speak English in every test."""
    set_language(Lang.EN)


@pytest.fixture
def limits() -> FreshnessLimits:
    return FreshnessLimits()


@pytest.fixture
def make_board(qapp: QApplication) -> Iterator[Callable[..., Board]]:
    made: list[Board] = []

    def make(limits: FreshnessLimits | None = None) -> Board:
        board = Board(limits or FreshnessLimits())
        made.append(board)
        return board

    yield make
    for board in made:
        board.stop()


@pytest.fixture
def board(make_board: Callable[..., Board]) -> Board:
    return make_board()


def now() -> datetime:
    return datetime.now().astimezone()


def fresh(ago: timedelta = timedelta()) -> dict[str, object]:
    """Provenance of figures reported and confirmed just now, or ``ago``."""
    return {"confirmed_at": now() - ago, "reported_at": now() - ago}


def settle(wall: WallSet) -> None:
    """Let the event loop run until ``wall`` shows the scene that it was asked for."""
    deadline = monotonic() + 20
    while wall.change.pending and monotonic() < deadline:
        QApplication.processEvents()


__all__ = ["fresh", "now", "samples", "settle"]
