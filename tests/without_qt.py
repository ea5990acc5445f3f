"""Pytest plugin that hides Qt: ``python -m pytest -p tests.without_qt tests/domain …``.

It proves that the plain layers need no Qt: every import of it fails as where it is not installed,
and the run itself fails if some got in all the same.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

HIDDEN = frozenset({"PySide6", "shiboken6", "pyqtgraph", "pytestqt"})


class _Hider(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {fullname!r} (hidden)", name=fullname)
        return None


def _seen() -> list[str]:
    return sorted(HIDDEN & {name.partition(".")[0] for name in sys.modules})


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Leave pytest-qt out, and know its options, which ``--strict-config`` would else refuse."""
    pluginmanager.set_blocked("pytest-qt")
    if _seen():
        raise pytest.UsageError(f"Qt was there before it could be hidden: {_seen()}")
    sys.meta_path.insert(0, _Hider())
    for name in ("qt_api", "qt_log_level_fail"):
        parser.addini(name, "of pytest-qt, which is hidden")
    parser.addini("qt_log_ignore", "of pytest-qt, which is hidden", type="linelist")


def pytest_report_header() -> str:
    """Say what is hidden."""
    return f"hidden, as if not installed: {', '.join(sorted(HIDDEN))}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if a hidden package was imported."""
    if _seen():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        raise pytest.UsageError(f"Qt got in: {_seen()}")
