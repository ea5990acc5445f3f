"""The matrix of cover: no figure of it is cut, however many materials there are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from console.domain.wording import Lang
from console.theme import Metrics
from console.widgets import painting
from console.widgets.cover_matrix import CoverMatrix
from console.widgets.language import set_language
from tests.widgets import samples


@pytest.fixture
def matrix(qapp: QApplication, chinese_again: None) -> Iterator[CoverMatrix]:
    made = CoverMatrix()
    made.set_metrics(Metrics(1080))
    yield made
    made.deleteLater()


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written, as much of it as finds room."""
    texts: list[str] = []
    fit = painting.fitted_text

    def note(*asked: object) -> tuple[int, str]:
        size, shown = fit(*asked)
        texts.append(shown)
        return size, shown

    monkeypatch.setattr(painting, "fitted_text", note)
    return texts


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("width", [480, 700, 900])
def test_days_of_cover_are_written_whole_beside_the_day_of_running_dry(
    matrix, written, lang, width
):
    set_language(lang)
    figures = samples.materials()
    row = tuple(
        replace(cell, cover_days=days, dry_on=date(2020, 12, 11))
        for cell, days in zip(figures.cells[0], (0.8, 1.8, 4.6, 5.7, 6.4), strict=True)
    )
    matrix.show_materials(replace(figures, cells=(row, *figures.cells[1:])))
    matrix.resize(width, 500)
    matrix.grab()
    shown = matrix.shown_size()[1]
    assert shown > 1
    assert sum("▾12-11" in text for text in written) >= shown
    figures_cut = [text for text in written if text[:1].isdigit() and "…" in text]
    assert not figures_cut
