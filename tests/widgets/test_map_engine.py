"""The console without a web engine, whose libraries may be missing from a machine."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
for name in ("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"):
    sys.modules[name] = None
import console.app.root
from console.app.environment import prepare
from console.widgets import map_engine
from console.widgets.map_tile import MapTile
prepare()
map_engine.register()
from PySide6.QtWidgets import QApplication
app = QApplication([])
map_engine.warm_up()
assert MapTile({"renderer": "web"}).web is None
print("native")
"""


def test_without_a_web_engine_the_console_starts_and_the_native_map_serves():
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "native", done.stderr
