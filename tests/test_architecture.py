"""The shape of the project: no cycles, what the first paint does without, the layout.

Which room may import which is in pyproject.toml ([tool.importlinter]).
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

HEAVY = (
    "pandas",
    "numpy",
    "boto3",
    "botocore",
    "sqlite_utils",
    "openpyxl",
    "pydantic",
    "phonenumbers",
    "httpx",
    "plotext",
    "textual_plotext",
)


def sources(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / package).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for package in ("engine", "tui") for path in sources(package)}


def imports(path: Path, *, typing_too: bool = True) -> Iterator[str]:
    """Yield the modules that a file imports, those for type checking only if asked."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not typing_too and id(node) in for_typing:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def test_sql_lives_in_the_store_only() -> None:
    for path in [*sources("engine"), *sources("tui")]:
        if "store" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for word in ("SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM"):
            found = word in text and ".execute" in text
            assert not found, f"{path}: {word}"


def test_no_import_cycle() -> None:
    graph = {
        name: {found for found in imports(path, typing_too=False) if found in MODULES} - {name}
        for name, path in MODULES.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for found in graph[name]:
                visit(found, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


FIRST_PAINT = """
import json, os, sys
from engine.clock import system_clock
from engine.settings import load_settings
from tui import terminal
terminal.prepare(os.environ)
from engine.pipeline import open_workbench
from tui.app import WorkbenchApp
painted = []
class App(WorkbenchApp):
    def _begin_work(self):
        painted.extend(sys.modules)
        super()._begin_work()
        self.exit(0)
workbench = open_workbench(load_settings(os.environ), system_clock)
App(workbench, clock=system_clock, environ=os.environ).run(headless=True)
print(json.dumps(painted))
"""


def test_the_first_paint_does_without_what_is_heavy(
    environment: dict[str, str], loaded_database: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        capture_output=True,
        text=True,
        env=environment | {"SNE_DATABASE": str(loaded_database)},
        check=True,
        cwd=ROOT,
    )
    modules = json.loads(done.stdout.strip().splitlines()[-1])
    assert "textual.app" in modules
    assert not set(HEAVY) & set(modules)
    assert "textual.widgets._text_area" not in modules


@pytest.mark.parametrize("package", ["engine", "tui"])
def test_rooms_are_small(package: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(package)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert not long


def test_the_top_level_holds_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.splitlines()
    top = {line.split("/")[0] for line in listed}
    allowed = {"tui", "engine", "user_data", "tests", "pyproject.toml", "README.md", "uv.lock"}
    assert {name for name in top if not name.startswith(".")} <= allowed
