"""Take out of the folder of Windows packages what the console never loads.

prune.py LIB

A Qt library stays if a module that the console imports, a plugin that stays or the web engine's own
program needs it, directly or not; the tables of imports in the files themselves say so.
"""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import pefile

#: The modules of PySide6 that the console and pyqtgraph import, and those that these import.
MODULES = (
    *("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtOpenGL", "QtOpenGLWidgets"),
    *("QtPrintSupport", "QtMultimedia", "QtWebChannel", "QtWebEngineCore", "QtWebEngineWidgets"),
)
PLUGINS = ("platforms", "imageformats", "styles", "tls", "multimedia")
KEPT_PROGRAMS = {"QtWebEngineProcess.exe"}
#: Loaded by name, not by a table of imports: drawing without a graphics card's driver.
LOADED_BY_NAME = {"opengl32sw.dll", "d3dcompiler_47.dll", "libEGL.dll", "libGLESv2.dll"}
FOLDERS = ("qml", "metatypes", "include", "typesystems", "glue", "doc", "scripts", "examples")
LOCALES = {"en-US.pak", "zh-CN.pak", "zh-TW.pak"}
TRANSLATIONS = {"qtbase_zh_CN.qm", "qtwebengine_zh_CN.qm"}
#: Developers' files of other packages, below LIB; folders called "tests" go wherever they are.
OTHERS = ("pyqtgraph/examples", "pyqtgraph/opengl", "sqlalchemy/testing", "cv2/data", "bin")


def needed_by(path: Path) -> set[str]:
    """Return the lower-case names of the libraries that ``path`` imports."""
    image = pefile.PE(path, fast_load=True)
    kinds = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    image.parse_data_directories([pefile.DIRECTORY_ENTRY[kind] for kind in kinds])
    entries = [
        *getattr(image, "DIRECTORY_ENTRY_IMPORT", ()),
        *getattr(image, "DIRECTORY_ENTRY_DELAY_IMPORT", ()),
    ]
    return {entry.dll.decode("ascii").lower() for entry in entries}


def closure(roots: Iterable[Path], libraries: dict[str, Path]) -> set[Path]:
    """Return which of ``libraries`` the files ``roots`` need, directly or through others."""
    found: set[Path] = set()
    waiting = list(roots)
    while waiting:
        for name in needed_by(waiting.pop()):
            library = libraries.get(name)
            if library is not None and library not in found:
                found.add(library)
                waiting.append(library)
    return found


def prune_qt(qt: Path) -> None:
    """Leave of PySide6 only what the console can load."""
    for name in FOLDERS:
        shutil.rmtree(qt / name, ignore_errors=True)
    for folder in (qt / "plugins").iterdir():
        if folder.name not in PLUGINS:
            shutil.rmtree(folder)
    modules = [qt / f"{name}.pyd" for name in MODULES]
    programs = [qt / name for name in KEPT_PROGRAMS]
    plugins = list((qt / "plugins").rglob("*.dll"))
    own = list(qt.glob("*.pyd"))
    libraries = {path.name.lower(): path for path in qt.glob("*.dll")}
    by_name = [path for path in libraries.values() if path.name in LOADED_BY_NAME]
    kept = {*modules, *programs, *by_name}
    kept |= closure([*modules, *programs, *plugins, *by_name], libraries)
    kept |= {path for path in own if path.stem.startswith("_")}
    for path in [*own, *libraries.values(), *qt.glob("*.exe")]:
        if path not in kept:
            path.unlink()
    prune_data(qt)


def prune_data(qt: Path) -> None:
    """Leave of Qt's resources and translations only what is used."""
    for path in [*qt.rglob("*.pyi"), *qt.glob("*.lib"), *qt.glob("*.json"), *qt.glob("*.html")]:
        path.unlink()
    for path in (qt / "resources").rglob("*"):
        if "debug" in path.name or "devtools" in path.name:
            path.unlink()
    for path in (qt / "translations").rglob("*"):
        if path.is_file() and path.name not in LOCALES | TRANSLATIONS:
            path.unlink()


def main() -> None:
    """Prune the folder and say what it was and is."""
    lib = Path(sys.argv[1])
    before = size(lib)
    prune_qt(lib / "PySide6")
    tests = [path for path in lib.rglob("tests") if path.is_dir()]
    for path in (*(lib / name for name in OTHERS), *tests):
        shutil.rmtree(path, ignore_errors=True)
    for path in lib.rglob("*.pyi"):
        path.unlink()
    print(f"{before / 1e6:.0f} MB of packages, {size(lib) / 1e6:.0f} MB after pruning")


def size(folder: Path) -> int:
    """Return the size of all files below ``folder`` in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
