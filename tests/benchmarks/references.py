"""The programs that the screen is measured against: Python's curses always, others where they are.

Each shows a list in which a key moves down by a row, at the same size and over the same line.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.ground import BARE, FEW, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.ground import Ground

CURSES = "the same screen on curses"


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a list.

    Attributes:
        name: as the table names it.
        command: what starts it.
        ready: a text that is on its screen when it has started.
        down: the key that moves down by a row.
    """

    name: str
    command: tuple[str, ...]
    ready: str
    down: str = "j"


def on_curses(rows: int = FEW) -> Program:
    """Return the same list and case on Python's curses."""
    return Program(CURSES, (sys.executable, str(BARE / "cells.py"), str(rows)), "1 of ")


def others(ground: Ground) -> Iterator[Program]:
    """Return the programs of others that this machine has."""
    if shutil.which("mutt"):
        mailbox, settings = _mailbox(ground.directory)
        mutt = ("mutt", "-n", "-R", "-F", str(settings), "-f", str(mailbox))
        yield Program("mutt, its list alone", mutt, "Subject 1")
    if shutil.which("tig") and shutil.which("git"):
        tig = ("tig", "-C", str(_repository(ground.directory / "repository")))
        yield Program("tig, its list alone", tig, "change 400")
    if shutil.which("harlequin"):
        harlequin = ("harlequin", "-a", "sqlite", str(ground.loaded(FEW).database))
        yield Program("harlequin, its catalogue", harlequin, "Query")
    if shutil.which("posting"):
        posting = ("posting", "--collection", str(ROOT))
        yield Program("posting, its collection", posting, "Request")


def _mailbox(directory: Path) -> tuple[Path, Path]:
    """Write a mailbox with as many letters as the list has rows, and settings that ask nothing."""
    mailbox, settings = directory / "mailbox", directory / "muttrc"
    letters = (
        f"From a@example.com Fri Nov 20 09:00:00 2026\nFrom: Customer {n} <c{n}@example.com>\n"
        f"Date: Fri, 20 Nov 2026 09:00:00 +0000\nSubject: Subject {n}\n\nText {n}\n\n"
        for n in range(1, FEW + 1)
    )
    mailbox.write_text("".join(letters), encoding="utf-8")
    settings.write_text(f'set folder="{directory}"\n', encoding="utf-8")
    return mailbox, settings


def _repository(path: Path) -> Path:
    """Make a repository with as many commits as the list has rows."""
    if not path.exists():
        path.mkdir()
        subprocess.run(["git", "init", "-q", str(path)], check=True)
        changes = "".join(
            f"commit refs/heads/main\ncommitter A <a@example.com> {1_790_000_000 + n} +0000\n"
            f"data <<END\nchange {n} for customer {n % 37}\nEND\n"
            for n in range(1, FEW + 1)
        )
        command = ["git", "-C", str(path), "fast-import", "--quiet"]
        subprocess.run(command, input=changes.encode(), check=True)
        subprocess.run(
            ["git", "-C", str(path), "symbolic-ref", "HEAD", "refs/heads/main"], check=True
        )
    return path
