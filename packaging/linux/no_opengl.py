"""Run before the frozen program: stands for PySide6.QtOpenGL, which is not in it (9 MB).

pyqtgraph imports the module, and uses what is in it only where curves are drawn by OpenGL; that the
console never asks for. PySide6.QtOpenGLWidgets does not need it.
"""

import sys
import types

sys.modules["PySide6.QtOpenGL"] = types.ModuleType("PySide6.QtOpenGL")
