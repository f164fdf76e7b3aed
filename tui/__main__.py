"""``sne``, which is also ``python -m tui``."""

from __future__ import annotations

import gc


def main() -> None:
    """Run ``sne`` with the arguments of the process and exit."""
    # Nothing that an import makes is garbage. Measured: to look for it costs 3 of 70 ms.
    gc.disable()
    from tui.main import main as run

    gc.enable()
    run()


if __name__ == "__main__":
    main()
