"""What leaves the frozen folder, what has to stay, and what may not be told by it."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import compare
import elf
import folder
import pruning
import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]


def _imported() -> set[str]:
    names = set()
    for path in (ROOT / "console").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_no_module_that_the_console_imports_is_left_out() -> None:
    left_out = {
        name
        for name in _imported()
        for module in pruning.MODULES
        if name == module or name.startswith(f"{module}.")
    }
    assert left_out == set()


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/translations/qtwebengine_locales/de.pak",
        "PySide6/Qt/translations/qt_de.qm",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.debug.pak",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "pandas/tests/data.csv",
        "numpy/_core/include/numpy/arrayobject.h",
    ],
)
def test_what_the_console_never_uses_leaves(place: str) -> None:
    assert pruning.leaves(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/translations/qtwebengine_locales/zh-CN.pak",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/resources/icudtl.dat",
        "resources/check/h264.mp4",
        "console/data/migrations/versions/v0001_the_data_contract.py",
    ],
)
def test_what_the_console_needs_stays(place: str) -> None:
    assert not pruning.leaves(place)


def test_a_library_that_two_packages_bring_is_kept_once(tmp_path: Path) -> None:
    for package, content in (("numpy", b"same"), ("scipy", b"same"), ("zlib", b"other")):
        (tmp_path / f"{package}.libs").mkdir()
        (tmp_path / f"{package}.libs" / "libgfortran-0403.so.5").write_bytes(content)
    folder.link_twins(tmp_path)
    link = tmp_path / "scipy.libs" / "libgfortran-0403.so.5"
    assert str(link.readlink()) == "../numpy.libs/libgfortran-0403.so.5"
    assert link.read_bytes() == b"same"
    assert (tmp_path / "zlib.libs" / "libgfortran-0403.so.5").read_bytes() == b"other"


def test_pyqtgraph_draws_a_curve_without_the_module_that_is_left_out(tmp_path: Path) -> None:
    script = tmp_path / "curve.py"
    script.write_text(
        "import runpy, sys\n"
        f"runpy.run_path({str(ROOT / 'packaging/linux/no_opengl.py')!r})\n"
        "import pyqtgraph\n"
        "pyqtgraph.mkQApp()\n"
        "plot = pyqtgraph.PlotWidget()\n"
        "plot.plot([1, 3, 2], pen='w')\n"
        "plot.resize(200, 100)\n"
        "assert not plot.grab().isNull()\n"
        "assert not vars(sys.modules['PySide6.QtOpenGL']).get('QOpenGLBuffer')\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, script], check=True, timeout=120, env=environment)


def test_libraries_of_the_system_are_left_to_it_but_those_of_python_travel_along() -> None:
    assert pruning.is_hosts("libX11.so.6", "/usr/lib/x86_64-linux-gnu/libX11.so.6")
    assert pruning.is_hosts("libexpat.so.1", "/lib/x86_64-linux-gnu/libexpat.so.1")
    assert not pruning.is_hosts("libffi.so.8", "/usr/lib/x86_64-linux-gnu/libffi.so.8")
    assert not pruning.is_hosts(
        "libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so"
    )
    assert not pruning.is_hosts("cv2/cv2.abi3.so", "/venv/lib/cv2.abi3.so")


def test_a_chain_of_qt_libraries_that_nothing_needs_leaves_as_a_whole() -> None:
    qt = "PySide6/Qt/lib/"
    needed = {
        "PySide6/QtCore.abi3.so": ["libQt6Core.so.6"],
        f"{qt}libQt6Core.so.6": ["libicu.so.73"],
        f"{qt}libicu.so.73": ["libc.so.6"],
        f"{qt}libQt6Charts.so.6": ["libQt6OpenGL.so.6"],
        f"{qt}libQt6OpenGL.so.6": ["libQt6Core.so.6"],
    }
    assert pruning.orphans(needed) == {f"{qt}libQt6Charts.so.6", f"{qt}libQt6OpenGL.so.6"}


_LIBRARIES = [f"PySide6/Qt/lib/lib{letter}.so" for letter in "abcdef"]


@given(
    st.dictionaries(
        st.sampled_from([*_LIBRARIES, "program"]),
        st.lists(st.sampled_from([path.rsplit("/", 1)[1] for path in _LIBRARIES])),
    )
)
def test_nothing_that_stays_needs_a_library_that_left(needed: dict[str, list[str]]) -> None:
    gone = pruning.orphans(needed)
    names_gone = {place.rsplit("/", 1)[1] for place in gone}
    for place in needed.keys() - gone:
        assert not names_gone & set(needed[place])


def test_openblas_and_the_libraries_of_qt_keep_their_symbols() -> None:
    assert not pruning.may_be_stripped("_internal/numpy.libs/libscipy_openblas64_-32a4b2a6.so")
    assert not pruning.may_be_stripped("_internal/PySide6/QtCore.abi3.so")
    assert pruning.may_be_stripped(
        "_internal/sqlalchemy/engine/_row_cy.cpython-311-x86_64-linux-gnu.so"
    )


def test_the_needs_of_an_elf_file_are_read_and_its_floor_is_a_version(tmp_path: Path) -> None:
    program = tmp_path / "program"
    shutil.copy(Path("/bin/ls").resolve(), program)
    (tmp_path / "text").write_text("no ELF", encoding="utf-8")
    assert elf.binaries(tmp_path) == [program]
    assert "libc.so.6" in elf.from_host(tmp_path, elf.needs_of(tmp_path))
    assert (2, 2) < elf.glibc_floor([program]) < (3, 0)


def test_two_builds_are_told_apart_by_content_rights_links_and_missing_files(
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for each in (one, other):
        (each / "sub").mkdir(parents=True)
        (each / "same").write_text("a", encoding="utf-8")
        (each / "sub" / "file").write_text("a", encoding="utf-8")
    assert compare.differences(one, other) == []
    (other / "sub" / "file").write_text("b", encoding="utf-8")
    (other / "same").chmod(0o700)
    (one / "link").symlink_to("same")
    places = [line.split(":")[0] for line in compare.differences(one, other)]
    assert places == ["link", "same", "sub/file"]


@pytest.mark.parametrize(
    "script", sorted((ROOT / "packaging" / "linux").glob("*.sh")), ids=lambda path: path.name
)
def test_the_scripts_can_be_started_and_parsed(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True, timeout=20)


def test_the_smoke_test_names_its_trials_and_their_options() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "packaging" / "smoke_test.py", "--help"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert "--pictures" in done.stdout
