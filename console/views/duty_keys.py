"""The keys of the duty desk, laid over it until the next key press."""

from typing_extensions import override

from console.views.key_help import KeyHelp


class DutyKeyHelp(KeyHelp):
    """The same sheet as the operator's desk has, with the duty desk's keys."""

    @override
    def sheet(self) -> tuple[tuple[str, str], ...]:
        return (
            ("← ↑ → ↓", self.tr("Choose a feed")),
            ("Enter", self.tr("Fill the screen with it; Esc goes back")),
            ("PageUp  PageDown", self.tr("Page before, next page")),
            ("Ctrl+1 … Ctrl+5", self.tr("4, 9, 16, 25, 64 feeds on a page")),
            ("/", self.tr("Find a post")),
            ("Ctrl+0", self.tr("Show all posts")),
            ("Ctrl+E", self.tr("Show what is not live; again: without what is well by now")),
            ("M", self.tr("Hear this post, or mute it")),
            ("F8  Shift+M", self.tr("Mute everything")),
            ("F9", self.tr("Picture to a file and into the log")),
            ("L", self.tr("Write into the log; Enter enters it")),
            ("A", self.tr("Go to the alarms; Enter acknowledges")),
            ("F7", self.tr("Begin the roll call; Space ticks, F7 finishes, Esc puts it off")),
            ("F10", self.tr("Shift handover sheet")),
            ("F3", self.tr("Posts: add, edit, test")),
            ("F2", self.tr("Switch between Chinese and English")),
            ("F4  F6", self.tr("Operator's desk")),
            ("F1  ?", self.tr("These keys")),
        )
