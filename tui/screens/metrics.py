"""stub"""
from tui.screens.beside import Beside
class MetricsScreen(Beside):
    pass
