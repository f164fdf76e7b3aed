"""Draw the picture of the README: ``python -m tests.picture``. The shipped customers, one clock."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from engine.clock import fixed_clock
from engine.pipeline import open_workbench
from engine.settings import load_settings
from tests.conftest import NOW, ROOT, USER_DATA
from tui.app import WorkbenchApp

PICTURE = ROOT / ".readme" / "workbench.svg"


async def draw(database: Path) -> str:
    """Return the workbench with an open panel as SVG."""
    settings = load_settings({"SNE_DATABASE": str(database), "SNE_AGENT": "anna"})
    clock = fixed_clock(NOW)
    workbench = open_workbench(settings, clock)
    workbench.load(USER_DATA)
    app = WorkbenchApp(workbench, clock=clock, environ={"COLORTERM": "truecolor"})
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "J", "J", "J", "o")
        await app.workers.wait_for_complete()
        await pilot.pause()
        return app.export_screenshot()


def main() -> None:
    """Draw the picture into its place."""
    with tempfile.TemporaryDirectory() as folder:
        picture = asyncio.run(draw(Path(folder) / "sne.db"))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8")
    print(PICTURE)


if __name__ == "__main__":
    main()
