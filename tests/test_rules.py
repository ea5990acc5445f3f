"""The rules of the house, which no single module could hold."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LOCK = ROOT / "requirements" / "lock.txt"
_TEXTS = {".py", ".sh", ".toml", ".md", ".txt", ".qss", ".yaml", ".yml", ".js", ".html", ".css", ""}


def _tracked() -> Iterator[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    for name in filter(None, done.stdout.split("\0")):
        if (ROOT / name).is_file():
            yield ROOT / name


def _texts() -> Iterator[tuple[Path, str]]:
    for path in _tracked():
        if path.suffix in _TEXTS and path != Path(__file__):
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "console").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_the_layers_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_nothing_is_left_to_do_in_the_texts() -> None:
    sign = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    assert [str(path) for path, text in _texts() if sign.search(text)] == []


def test_no_text_names_a_machine_or_an_index() -> None:
    sign = re.compile(r"/work/|/root/[\w.]|/opt/pypi|--(?:extra-)?index-url \S*://|\.pypi\.")
    assert [(str(path), sign.search(text)) for path, text in _texts() if sign.search(text)] == []


def test_no_signal_is_connected_to_what_would_run_on_the_senders_thread() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and any(_is_rootless(argument) for argument in node.args)
    ]
    assert found == []


def _is_rootless(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Lambda):
        return True
    called = argument.func if isinstance(argument, ast.Call) else None
    return isinstance(called, ast.Name | ast.Attribute) and "partial" in ast.unparse(called)


def test_five_thousand_emissions_do_not_kill_the_process() -> None:
    # PySide6 6.12.0 loses a reference to True at each emission on Python 3.11 and aborts.
    program = (
        "from PySide6.QtCore import QObject, Signal\n"
        "class Sender(QObject):\n"
        "    said = Signal(bool)\n"
        "class Receiver(QObject):\n"
        "    heard = 0\n"
        "    def hear(self, value):\n"
        "        self.heard += value\n"
        "sender, receiver = Sender(), Receiver()\n"
        "sender.said.connect(receiver.hear)\n"
        "for _ in range(5000): sender.said.emit(True)\n"
        "print(receiver.heard)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "5000"), done.stderr


def test_the_folder_packaging_is_no_package() -> None:
    # It would shadow the distribution of that name, which pytest itself needs.
    assert not (ROOT / "packaging" / "__init__.py").exists()


def _locked() -> dict[str, str]:
    entries = re.split(r"\n(?=[A-Za-z0-9])", _LOCK.read_text(encoding="utf-8"))
    return {re.split(r"[=\[ ;]", entry)[0].lower(): entry for entry in entries}


def test_every_locked_package_has_its_version_and_hashes() -> None:
    bare = [n for n, entry in _locked().items() if "==" not in entry or "--hash=" not in entry]
    assert bare == []


def test_the_lock_names_no_index() -> None:
    text = _LOCK.read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--index|--extra-index|--find-links|@ ", text)


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {_normal(re.split(r"[\s<>=!~;\[]", line)[0]) for line in project["dependencies"]}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_declared_dependency_is_locked() -> None:
    assert _declared() - {_normal(name) for name in _locked()} == set()


def test_every_import_of_the_console_is_declared() -> None:
    owners = {
        module: {_normal(name) for name in names}
        for module, names in packages_distributions().items()
    }
    declared = _declared()
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, tree in _sources()
        for name in _imported(tree)
        if name in owners and not owners[name] & declared and name not in _COMES_WITH
    }
    assert missing == set()


#: Modules of distributions that a declared one is made of.
_COMES_WITH = {"console", "PySide6", "shiboken6", "pydantic", "pydantic_core", "branca", "xstatic"}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_the_folders_of_the_tests_mirror_those_of_the_console() -> None:
    tests = ROOT / "tests"
    folders = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    strangers = [
        str(folder)
        for folder in folders
        if folder.parts[:1] not in ((), ("end2end",), ("packaging",))
        and not (ROOT / "console" / folder).is_dir()
    ]
    assert strangers == []


@pytest.mark.parametrize(
    "script", [*sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci" / "run"], ids=lambda p: p.name
)
def test_every_script_can_be_started_and_parsed(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True, timeout=20)


def test_the_test_run_without_qt_covers_every_plain_layer() -> None:
    script = (ROOT / "scripts" / "test.sh").read_text(encoding="utf-8")
    layers = re.search(r"for layer in ([\w ]+);", script)
    assert layers is not None
    assert {"domain", "analysis", "wall", "data", "video"} <= set(layers[1].split())


def test_the_commands_on_the_first_page_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9]+):", makefile, re.MULTILINE))
    named = {
        target
        for path, text in _texts()
        if path.suffix in (".md", ".py")
        for target in re.findall(r"`make ([a-z0-9]+)", text)
    }
    assert named - targets == set()
