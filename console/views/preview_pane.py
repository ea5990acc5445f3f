"""The preview on the desk: what is prepared, beside what is on air and of the same size."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from console.views.preview_stage import PreviewStage
from console.views.small_picture import PictureGrid, SmallPicture


class PreviewPane(PictureGrid):
    """Shows the pictures of a :class:`PreviewStage`, as many as the wall has screens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage: PreviewStage | None = None
        self._pictures: list[SmallPicture] = []
        self._have(1)

    @property
    def pictures(self) -> tuple[SmallPicture, ...]:
        """One picture for each screen, number 1 first."""
        return tuple(self._pictures)

    def show_stage(self, stage: PreviewStage) -> None:
        """Show what ``stage`` draws from now on."""
        self._stage = stage
        stage.renewed.connect(self._renew)

    @Slot()
    def _renew(self) -> None:
        drawn = self._stage.pictures if self._stage is not None else ()
        self._have(max(1, len(drawn)))
        for number, (shown, picture) in enumerate(zip(self._pictures, drawn, strict=False), 1):
            shown.show_picture(picture, str(number))

    def _have(self, count: int) -> None:
        if count == len(self._pictures):
            return
        del self._pictures[count:]
        while len(self._pictures) < count:
            self._pictures.append(SmallPicture(self))
        self.lay_out(self._pictures)
