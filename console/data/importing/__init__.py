"""Import of files into the central database: all or nothing, reported line by line."""

from console.data.importing.reading import NoProgress, Progress
from console.data.importing.rendering import plain, render
from console.data.importing.report import Finding, ImportReport, Kind, Outcome
from console.data.importing.running import run_import

__all__ = [
    "Finding",
    "ImportReport",
    "Kind",
    "NoProgress",
    "Outcome",
    "Progress",
    "plain",
    "render",
    "run_import",
]
