"""Serves the tiles of a replay: everything on them is marked as of the past."""

from datetime import datetime

from typing_extensions import override

from console.domain.truth import Truth, TruthMark
from console.views.board import Board
from console.views.seat import Seat
from console.widgets.tile import Tile


class ReplayBoard(Board):
    """A board of its own, so that a replay never turns the wall; no tile can refuse its mark."""

    moment: datetime | None = None
    """The moment shown, aware."""

    def show_moment(self, moment: datetime) -> None:
        """Mark every tile as of ``moment``."""
        self.moment = moment
        self._mark_all()

    @override
    def freeze(self, tile: Tile, since: datetime | None) -> None:
        """Let ``tile`` be: what stood still then was no picture that is kept."""

    @override
    def _mark(self, seat: Seat) -> None:
        mark = TruthMark(Truth.REPLAY, self.moment, self.link.demo)
        if seat.tile.badge.mark != mark:
            seat.tile.show_truth(mark)
