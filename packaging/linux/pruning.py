"""What PyInstaller collected and the console never uses: named here, so that the spec stays short.

The names are places inside the folder that is built. Each rule says why what it takes may leave;
``elf.unresolved`` afterwards proves that no library that stays needs one that left.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping

Entry = tuple[str, str, str]
"""Place in the folder, source (of a link: its target), kind."""

MODULES = (
    "tkinter",
    "_pytest",
    "pytest",
    "IPython",
    "matplotlib",
    "PIL",
    "pip",
    "setuptools",
    "pkg_resources",
    "wheel",
    "pyqtgraph.examples",
    "pyqtgraph.jupyter",
    "pyqtgraph.opengl",
    "pandas.tests",
    "numpy._core._simd",  # for numpy's own tests
    "numpy.tests",
    "scipy.cluster",
    "scipy.conftest",
    "scipy.datasets",
    "scipy.differentiate",
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.io",
    "scipy.ndimage",
    "scipy.odr",
    "scipy.signal",
    "scipy.sparse.csgraph",
    "scipy.special.cython_special",  # for compiled callers only
    "scipy.stats",
    "sqlalchemy.testing",
    "readline",  # GPL, and of use at a prompt only
    "curses",
    "PySide6.Qt3DCore",
    "PySide6.QtBluetooth",
    "PySide6.QtCharts",
    "PySide6.QtDataVisualization",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtOpenGL",  # packaging/linux/no_opengl.py stands for it
    "PySide6.QtPdf",
    "PySide6.QtPositioning",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuick3D",
    "PySide6.QtQuickWidgets",
    "PySide6.QtSql",
    "PySide6.QtSvg",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
)
"""Python modules that nothing of the console imports while it runs; pyqtgraph does without those of
Qt that it asks for."""

_QT = r"PySide6/Qt/"

_LEAVES = tuple(
    re.compile(rule)
    for rule in (
        _QT + r"qml/",  # the console has no QML
        _QT + r"metatypes/",
        # Qt's own words in other languages; the web engine's, but for the three kept below.
        _QT + r"translations/(?!qtwebengine_locales/|qt(base)?_(zh|en))",
        _QT + r"translations/qtwebengine_locales/(?!(en-US|zh-CN|zh-TW)\.pak$)",
        _QT + r"resources/.*devtools.*\.pak$",  # no developer tools on a wall
        _QT + r"plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)\.so$",
        _QT + r"plugins/platformthemes/libqgtk3\.so$",  # would bring a GTK of its own
        _QT + r"plugins/platforminputcontexts/libqtvirtualkeyboardplugin\.so$",
        _QT + r"plugins/imageformats/libq(icns|pdf|tga|tiff|wbmp|webp)\.so$",  # pictures are PNG
        _QT + r"plugins/(egldeviceintegrations|generic|networkinformation|position|qmltooling)/",
        _QT + r"plugins/(assetimporters|geoservices|printsupport|sqldrivers)/",
        _QT + r"plugins/wayland-graphics-integration-server/",
        r"(^|/)tests?/",  # the libraries' own tests and their data
        r"\.(pyi|h|hpp|pxd|a|cmake|chk)$",
        r"pyqtgraph/(examples|icons/peegee)",
        r"leaflet/data/leaflet-src",  # the page loads leaflet.js, the same without blanks
    )
)

_HOST = re.compile(r"^(/usr)?/lib(64)?/")

_PYTHONS_OWN = re.compile(r"lib(python3|ffi|ssl|crypto|sqlite3|lzma|bz2|mpdec|uuid)[.\-\d]")
"""Libraries of the build machine that Python's own modules need, and whose names change between
distributions: they travel along. All other libraries of the system are left to the system."""

_OPENED_BY_NAME = re.compile(r"lib(nss|nspr|plc|plds|smime|ssl|crypto|freebl|softokn)[^/]*\.so")

_STRIPPED = re.compile(
    r"\.cpython-\d+-[\w-]+\.so$|^_internal/cryptography/.*\.so$"
    r"|^_internal/opencv_python_headless\.libs/lib(aom|avif|png16|vpx)-"
)

_QT_LIBRARY = re.compile(r"PySide6/Qt/lib/[^/]+$")


def leaves(place: str) -> bool:
    """Tell whether the file at ``place`` in the folder is never used."""
    return any(rule.search(place) for rule in _LEAVES)


def may_be_stripped(place: str) -> bool:
    """Tell whether the symbols of the file at ``place`` may go.

    Most libraries that wheels bring beside their modules are left as they are: OpenBLAS does not
    survive it, and those of Qt are to stay comparable with the ones in its own packages.
    """
    return bool(_STRIPPED.search(place)) and "/PySide6/" not in place


def is_hosts(place: str, source: str) -> bool:
    """Tell whether a library of the build machine is to be found on the target machine instead."""
    if "/" in place or not _HOST.match(source):
        return False
    return ".so" in place and not _PYTHONS_OWN.match(place)


def leads_to(link: Entry, places: Iterable[str]) -> bool:
    """Tell whether ``link`` of the table of contents leads to one of ``places``."""
    place, target, _ = link
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), target)) in places


def orphans(needed: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the Qt libraries that nothing needs any more.

    Args:
        needed: By the place of each binary file, the names of the libraries that it needs.
    """
    gone: set[str] = set()
    while True:
        wanted = {name for place in needed.keys() - gone for name in needed[place]}
        found = {
            place
            for place in needed.keys() - gone
            if _QT_LIBRARY.match(place)
            and place.rsplit("/", 1)[-1] not in wanted
            and not _OPENED_BY_NAME.search(place)
        }
        if not found:
            return gone
        gone |= found
