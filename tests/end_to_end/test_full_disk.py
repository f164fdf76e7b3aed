"""A full disk, a database that may not be written: plain words, and nothing half done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crash.aftermath import Receivers, faults, rows_of, settle
from tests.crash.files import Draft, Load, Reload
from tests.crash.ground import MESSAGE, Ground
from tests.crash.program import Program
from tests.crash.scenario import Scenario
from tests.crash.sends import Send
from tests.wire.mail import MailServer

PAGE = 4096 + 24
"""A page of the database in the write-ahead log."""
BESIDE = 32 * 1024
"""What SQLite's shared index takes: with less room nothing can be opened."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with Program(tmp_path_factory.mktemp("run")) as started:
        yield started


@pytest.fixture(scope="module")
def ground(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(program, tmp_path_factory.mktemp("ground"))


@pytest.fixture
def receivers() -> Iterator[Receivers]:
    with MailServer() as server:
        yield Receivers(server)


def is_plain(words: str) -> bool:
    """Whether a person can read it: one line, what is wrong, no name of an exception."""
    alarming = ("Error", "Traceback", "should not have happened", "locked", "[Errno")
    return words.count("\n") == 1 and not any(word in words for word in alarming)


@pytest.mark.parametrize("kind", [Send, Draft, Load, Reload])
def test_on_a_full_disk_nothing_is_half_done(
    program: Program, ground: Ground, receivers: Receivers, kind: type[Scenario]
) -> None:
    scenario = kind(ground)
    fates, refusals = set(), set()
    rooms = [PAGE, BESIDE, *(BESIDE + PAGE * pages for pages in (2, 5, 10))]
    for room in [*rooms, 1 << 30]:
        program.clear()
        receivers.forget()
        if scenario.base:
            ground.lay(scenario.base, program.database)
        ended = program.run(*scenario.arguments(), file_limit=room)
        if ended.code:
            refusals.add(program.errors)
        scenario.at_once(program)
        settle(program, receivers)
        fates.add(scenario.fate(program))
        assert faults(program, receivers) == []
    assert len(fates) > 1
    assert refusals
    assert [words for words in refusals if not is_plain(words)] == []


@pytest.mark.parametrize("mode", [0o444, 0o555])
def test_a_database_that_is_read_only_is_named_and_not_touched(
    program: Program, ground: Ground, mode: int
) -> None:
    program.clear()
    ground.lay("loaded", program.database)
    before = program.database.read_bytes()
    target = program.database if mode == 0o444 else program.directory
    for name in ("out", "err"):
        (program.directory / name).touch()
    target.chmod(mode)
    try:
        for arguments in (
            ("send", ground.customers[0], "--message", MESSAGE, "--channel", "SMS", "--yes"),
            ("draft", ground.customers[0], "--message", MESSAGE, "--channel", "SMS"),
        ):
            assert program.run(*arguments, obeys_modes=True).code == 2
            assert is_plain(program.errors), program.errors
            assert "writable for you" in program.errors
    finally:
        target.chmod(0o755)
    assert program.database.read_bytes() == before
    assert rows_of(program.database, "SELECT count(*) FROM outbox") == [(0,)]
