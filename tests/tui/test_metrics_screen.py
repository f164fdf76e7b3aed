"""The metrics on the screen: figures, what changed, plots, and the way to what is behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.conversations.changes import changes
from engine.models.service import MEASURES, Figures, Grouping, Value
from engine.settings import Settings
from engine.store.conversation_query import ConversationQuery
from tests.tui.conftest import Desk, OpenDesk
from tui.periods import DaysError, Period, period, spelt, typed
from tui.screens.conversations import ConversationsScreen
from tui.screens.metrics import MetricsScreen
from tui.summary import summarise
from tui.widgets.plot import PLAIN_LINE, drawn
from tui.widgets.prompt import Prompt

TODAY = date(2026, 11, 20)


def metrics_of(desk: Desk) -> MetricsScreen:
    screen = desk.app.screen
    assert isinstance(screen, MetricsScreen)
    return screen


@pytest.mark.usefixtures("talked")
async def test_the_week_and_why(open_desk: OpenDesk, screens: SnapshotAssertion) -> None:
    async with open_desk() as desk:
        await desk.press("F", "3")
        assert desk.text == screens


@pytest.mark.usefixtures("talked")
async def test_a_figure_leads_to_its_conversations_and_back(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("F", "4", "J", "J", "J", "j")
        here = metrics_of(desk).figures
        place, row = here.cursor, here.selected
        assert row is not None
        assert row.query is not None
        assert row.query.topic is not None
        await desk.press("enter")
        behind = desk.app.screen
        assert isinstance(behind, ConversationsScreen)
        assert f"about {row.query.topic}" in desk.text
        counted = dict(desk.workbench.metrics(ConversationQuery(), Grouping.TOPIC).groups)
        assert behind.conversations.count == counted[row.query.topic].conversations
        await desk.press("F")
        assert metrics_of(desk).figures.cursor == place
        await desk.press("g", "enter")
        assert "not satisfied" in desk.text
        await desk.press("escape", "space")
        assert "by day" in desk.text
        await desk.press("escape", "escape")
        assert "WHY FIRST" in desk.text


@pytest.mark.usefixtures("talked")
async def test_periods_are_chosen_or_typed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("F")
        assert "the week · 14–20 Nov 2026 · against 7–13 Nov 2026" in desk.text
        await desk.press("2")
        assert "7–13 Nov 2026 · against 31 Oct–6 Nov 2026" in desk.text
        await desk.press("d")
        desk.app.screen.query_one(Prompt).value = "2026-10-01 2026-10-31"
        await desk.press("enter")
        assert "1–31 Oct 2026 · against 31 Aug–30 Sep 2026" in desk.text
        await desk.press("d", "x", "enter")
        assert "Not understood: write one day or two" in metrics_of(desk).status.text
        await desk.press("4", "m", "m")
        assert "· against" not in desk.text
        assert "Response, min, by day" in desk.text


@pytest.mark.usefixtures("talked")
async def test_one_reading_at_a_time_and_then_the_newest(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("F")
        shown = metrics_of(desk)
        for _ in range(10):
            for name in ("week", "all", "four", "before"):
                shown.action_period(name)
        assert sum(worker.group == "figures" for worker in desk.app.workers) == 1
        await desk.settle()
        await desk.settle()
        assert "the week before · 7–13 Nov 2026 · against 31 Oct–6 Nov 2026" in desk.text
        assert "reading …" not in desk.text


@pytest.mark.usefixtures("talked")
async def test_figures_that_cannot_be_read_leave_those_that_are_shown(
    open_desk: OpenDesk, settings: Settings
) -> None:
    async with open_desk() as desk:
        no_folder = settings.database / "sne.db"
        desk.app.settings = replace(settings, database=no_folder)
        await desk.press("F")
        assert "reading" not in desk.text.casefold()
        assert desk.text.splitlines()[0].strip() == "Metrics · the week · 14–20 Nov 2026"
        assert "r reads them again" in desk.text
        assert "The figures cannot be read" in metrics_of(desk).status.text
        desk.app.settings = settings
        await desk.press("r")
        heading = desk.text.splitlines()[0]
        assert "against 7–13 Nov 2026" in heading
        desk.app.settings = replace(settings, database=no_folder)
        await desk.press("4")
        assert "The figures cannot be read" in metrics_of(desk).status.text
        assert desk.text.splitlines()[0] == heading
        desk.app.settings = settings
        await desk.press("r")
        assert desk.text.splitlines()[0] == heading
        await desk.press("d")
        desk.app.screen.query_one(Prompt).value = "2020-01-01"
        await desk.press("enter")
        assert "No conversation began in these days." in desk.text
        assert metrics_of(desk).status.text == ""


@pytest.mark.usefixtures("talked")
async def test_nothing_is_added_up_twice(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        asked: list[str] = []
        desk.workbench.connection.set_trace_callback(asked.append)
        weeks = period("four", TODAY)
        found = summarise(desk.workbench, ConversationQuery(since=weeks.since, until=weeks.until))
        desk.workbench.connection.set_trace_callback(None)
        assert found.changes
        assert len(asked) == len(set(asked)), [sql for sql in asked if asked.count(sql) > 1]


async def test_without_conversations_it_says_what_to_type(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("F")
        assert "sne chats load FILE" in desk.text


def figures(conversations: int, satisfied: int) -> Figures:
    """Figures of which only the satisfied matter."""
    values = {"csat_percentage": Value(100 * satisfied / conversations, conversations)}
    return Figures(conversations, 0, 0, 0, 0, values, {}, {})


def test_groups_that_share_all_conversations_explain_all_of_the_change() -> None:
    then = {"ann": figures(50, 40), "ben": figures(40, 20), "cat": figures(10, 9)}
    now = {"ann": figures(30, 15), "ben": figures(60, 42), "dan": figures(10, 5)}
    found = changes(
        Grouping.AGENT, figures(100, 62), [*now.items()], figures(100, 69), [*then.items()]
    )
    assert sum(change.weight for change in found) == pytest.approx(62 - 69)
    assert found[0].name == "ann"
    (ann,) = (change for change in found if change.name == "ann")
    assert (ann.csat_now, ann.csat_then, ann.now, ann.then) == (50, 80, 30, 50)
    assert ann.weight == pytest.approx(0.3 * (50 - 80) + (0.3 - 0.5) * (80 - 69))


def test_too_few_to_say_weigh_nothing() -> None:
    now, then = [("ann", figures(2, 0))], [("ann", figures(2, 2))]
    assert changes(Grouping.AGENT, figures(2, 0), now, figures(2, 2), then) == []


def test_a_plot_needs_no_colour_and_no_other_characters_than_a_terminal_has() -> None:
    points = [(TODAY.toordinal() + n, value) for n, value in enumerate((50.0, 60, 40, 80))]
    for line in ("braille", PLAIN_LINE):
        plot = drawn(MEASURES[0], points, 60, 12, line=line)
        assert len(plot) == 12
        assert {len(text) for text in plot} == {60}
        assert "\x1b" not in "".join(plot)
        assert sum(text.count("x") for text in plot) == 4
        assert "20 Nov" in plot[-1]
        assert "100┤" in plot[1]
    assert set("".join(plot)) <= set("0123456789x. Nov┌─┐│┤└┬┘")
    assert drawn(MEASURES[0], points, 10, 3) == []
    (alone,) = [drawn(measure, [(1, 7.0)], 40, 10) for measure in MEASURES if measure.name == "ces"]
    assert "x" in "".join(alone)


def test_days_are_read_as_they_are_typed() -> None:
    assert typed("2026-11-01 to 2026-11-20") == Period("", date(2026, 11, 1), TODAY)
    assert typed("2026-11-20").since == typed("2026-11-20").until == TODAY
    for wrong in ("", "yesterday", "2026-11-20 2026-11-01", "2026-13-01", "1 2 3"):
        with pytest.raises(DaysError):
            typed(wrong)
    assert spelt(date(2025, 12, 29), date(2026, 1, 4)) == "29 Dec 2025–4 Jan 2026"
    week, before = period("week", TODAY), period("before", TODAY)
    assert week.since is not None
    assert before.until is not None
    assert (week.since - before.until).days == 1
