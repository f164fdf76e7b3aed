"""``python -m tui`` is ``sne``."""

from tui.main import main

main()
