"""Figures of the service, each against an example worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.clock import fixed_clock
from engine.conversations.importing import import_file
from engine.conversations.understanding.analyst import NotUnderstood, OfflineAnalyst
from engine.conversations.understanding.bulk import UnderstandingReport, understand_all
from engine.models.conversations import Conversation
from engine.models.service import MEASURES, Grouping, Metrics
from engine.models.understanding import Label, ResolutionStatus, Understanding
from engine.pipeline import Workbench
from engine.store.connection import StoreError
from engine.store.conversation_query import ConversationQuery
from engine.workbench.measuring import PeriodError
from tests.conftest import NOW, USER_DATA
from tests.engine.talks import ROBOT, Talks

TENTH, ELEVENTH = date(2026, 11, 10), date(2026, 11, 11)
ALL = ConversationQuery()
KINDS = ("stated", "inferred")


@pytest.fixture
def talks(workbench: Workbench, tmp_path: Path) -> Talks:
    return Talks(workbench, tmp_path)


@pytest.fixture
def four(talks: Talks) -> Workbench:
    """Two answered and rated on the 10th; on the 11th one nobody answered, one nobody began."""
    talks.say("a", "c", "2026-11-10T09:00:00Z", "My bill is wrong", RATING=5)
    talks.say("a", "ann", "2026-11-10T09:00:00Z", "Welcome")
    talks.say("a", "ann", "2026-11-10T09:10:00Z", "Which one?")
    talks.say("a", "c", "2026-11-10T09:20:00Z", "The last")
    talks.say("a", "ann", "2026-11-10T09:50:00Z", "I have put it right.")
    talks.say("a", "c", "2026-11-10T09:55:00Z", "Thank you, that's great")
    talks.say("b", "c", "2026-11-10T10:00:00Z", "No heating, it is freezing", RATING=2)
    talks.say("b", ROBOT, "2026-11-10T10:00:30Z", "We will be with you")
    talks.say("b", "ben", "2026-11-10T10:40:00Z", "Sorry about that")
    talks.say("c", "c", "2026-11-11T12:00:00Z", "My bill is terrible, I am furious")
    talks.say("d", "ann", "2026-11-11T13:00:00Z", "We are here for you")
    return talks.load()


def value(found: Metrics, name: str) -> float | None:
    return found.figures.values[name].value


def sample(found: Metrics, name: str) -> int:
    return found.figures.values[name].sample


def test_the_readme_generation(four: Workbench) -> None:
    found = four.metrics(ALL)
    # Stated 5 and 2; inferred for the angry one; nobody rates what nobody asked for.
    stated, inferred = (found.figures.values[f"csat_{kind}_percentage"] for kind in KINDS)
    assert (stated.value, stated.sample) == (50, 2)
    assert (inferred.value, inferred.sample) == (0, 1)
    assert value(found, "csat_percentage") == pytest.approx(100 / 3)
    assert sample(found, "csat_percentage") == 3
    # a: 10 and 30 minutes (the welcome at the same second answers nothing), b: 40, not 30 seconds.
    assert value(found, "avg_response_time_minutes") == (20 + 40) / 2
    assert value(found, "first_response_time_minutes") == (10 + 40) / 2
    assert value(found, "handling_time_minutes") == (50 + 40) / 2
    assert sample(found, "handling_time_minutes") == 2
    # Only a is resolved, of the three in which the customer wrote.
    assert value(found, "fcr_percentage") == pytest.approx(100 / 3)
    assert found.figures.statuses[ResolutionStatus.RESOLVED] == 1
    assert found.figures.unanswered == 1
    assert value(found, "unanswered_percentage") == pytest.approx(100 / 3)
    assert (found.figures.conversations, found.figures.autoresponses) == (4, 1)
    assert (found.figures.customer_messages, found.figures.agent_messages) == (5, 5)
    assert sum(found.figures.labels.values()) == sample(found, "sentiment") == 3
    assert found.figures.labels[Label.NEGATIVE] >= 1
    billing = next(one for one in found.topics if one.topic == "billing")
    assert (billing.count, billing.share) == (2, 0.5)


def test_the_index_generation(four: Workbench) -> None:
    lines = {line.conversation_id: line for line in four.every_conversation(ALL)}
    # b: 2400 s of 3600, of 1800 and of 7200.
    assert lines["b"].efficiency == round((10 / 3 + 0 + 20 / 3) / 3, 2)
    assert lines["c"].efficiency == 0
    assert (lines["d"].csi, lines["d"].empathy, lines["d"].ces) == (None, None, None)
    assert lines["a"].effectiveness == 10
    found = four.metrics(ALL)
    for name in ("csi", "effectiveness", "effort", "efficiency", "empathy"):
        there = [v for line in lines.values() if (v := getattr(line, name)) is not None]
        shown = name if name == "csi" else f"{name}_score"
        assert value(found, shown) == pytest.approx(sum(there) / len(there))
        assert sample(found, shown) == len(there) == 3
    parts = lines["a"]
    assert parts.effectiveness is not None
    assert parts.effort is not None
    assert parts.efficiency is not None
    assert parts.empathy is not None
    assert parts.csi == pytest.approx(
        0.35 * parts.effectiveness + 0.25 * parts.effort + 0.25 * parts.efficiency
        + 0.15 * parts.empathy, abs=0.01,
    )  # fmt: skip


def test_every_figure_leads_to_what_pulls_it_down(four: Workbench) -> None:
    def behind(name: str) -> list[str]:
        return [line.conversation_id for line in four.every_conversation(ALL.worst_for(name))]

    assert set(behind("csat_percentage")) == {"b", "c"}
    assert behind("csat_stated_percentage") == ["b"]
    assert behind("csat_inferred_percentage") == behind("unanswered_percentage") == ["c"]
    assert behind("avg_response_time_minutes")[:2] == ["b", "a"]
    assert all(behind(one.name) for one in MEASURES)


def test_nothing_to_average_is_empty(four: Workbench) -> None:
    never = replace(ALL, since=date(2020, 1, 1), until=date(2020, 1, 7))
    found = four.metrics(never, Grouping.DAY)
    assert {one.name for one in MEASURES} == set(found.figures.values)
    assert all(v.value is None and v.sample == 0 for v in found.figures.values.values())
    assert (found.figures.conversations, found.topics, found.groups) == (0, (), ())
    assert all(found.delta(one.name) is None for one in MEASURES)
    # A conversation that nobody answered has no response time, rather than none at all.
    silent = four.metrics(replace(ALL, unanswered=True))
    assert value(silent, "avg_response_time_minutes") is None
    assert value(silent, "csi") is not None


def test_each_period_beside_the_one_before(four: Workbench) -> None:
    found = four.metrics(replace(ALL, since=ELEVENTH, until=ELEVENTH))
    assert found.previous is not None
    assert (found.figures.conversations, found.previous.conversations) == (2, 2)
    assert (found.previous_since, found.delta("csat_percentage")) == (TENTH, -50)
    assert found.delta("avg_response_time_minutes") is None
    longer = four.metrics(replace(ALL, since=TENTH, until=ELEVENTH))
    assert (longer.previous_since, longer.figures.conversations) == (date(2026, 11, 8), 4)
    open_ended = four.metrics(replace(ALL, since=TENTH))
    assert open_ended.until == date(2026, 11, 20)
    assert four.metrics(replace(ALL, until=TENTH)).previous is None
    with pytest.raises(PeriodError):
        four.metrics(replace(ALL, since=ELEVENTH, until=TENTH))


@pytest.mark.parametrize("until", [date(1, 1, 5), None])
def test_before_the_first_day_of_all_there_is_no_period(
    four: Workbench, until: date | None
) -> None:
    found = four.metrics(replace(ALL, since=date(1, 1, 1), until=until))
    assert (found.previous_since, found.previous) == (None, None)
    assert found.figures.conversations == (0 if until else 4)
    # The day after leaves one day before it.
    second = date(1, 1, 2)
    found = four.metrics(replace(ALL, since=second, until=second))
    assert found.previous_since == date(1, 1, 1)


def test_figures_without_groups_need_no_second_connection(four: Workbench) -> None:
    four.settings = replace(four.settings, database=four.settings.database / "no-folder" / "sne.db")
    assert four.metrics(ALL).figures.conversations == 4
    with pytest.raises(StoreError):
        four.metrics(ALL, Grouping.DAY)


def test_topics_alone_are_those_of_the_figures(four: Workbench) -> None:
    for query in (ALL, replace(ALL, agent="ann"), replace(ALL, since=date(2030, 1, 1))):
        assert four.topics(query) == four.metrics(query).topics


def test_what_moved_the_satisfaction_of_a_day(talks: Talks) -> None:
    for number in range(12):
        agent, rating = ("ann", 5) if number < 6 else ("ben", 1 if number > 8 else 5)
        for day, given in (("10", 5), ("11", rating)):
            talks.say(f"{day}-{number}", "c", f"2026-11-{day}T09:00:00Z", "My bill", RATING=given)
            talks.say(f"{day}-{number}", agent, f"2026-11-{day}T09:10:00Z", "I look at it")
    workbench = talks.load()

    def moved(query: ConversationQuery) -> dict[tuple[Grouping, str], float]:
        groups = {
            by: workbench.metrics_of_groups(query, by) for by in (Grouping.TOPIC, Grouping.AGENT)
        }
        found = workbench.what_changed(query, workbench.metrics(query), groups)
        return {(one.by, one.name): one.weight for one in found}

    eleventh = moved(replace(ALL, since=ELEVENTH, until=ELEVENTH))
    assert eleventh[Grouping.AGENT, "ben"] == pytest.approx(-25)
    assert eleventh[Grouping.TOPIC, "billing"] == pytest.approx(-25)
    assert (Grouping.AGENT, "ann") not in eleventh
    assert moved(ALL) == {}


def test_a_conversation_counts_to_the_london_day_it_began_on(talks: Talks) -> None:
    # The clocks go back at 01:00 UTC on 25 October 2026: the day has 25 hours.
    talks.say("first", "c", "2026-10-24T23:30:00Z", "half past midnight, summer time")
    talks.say("last", "c", "2026-10-25T23:30:00Z", "half past eleven at night")
    talks.say("before", "c", "2026-10-24T22:59:00Z", "a minute to midnight")
    talks.say("before", "ann", "2026-10-26T08:00:00Z", "Good morning")
    talks.say("after", "c", "2026-10-26T00:10:00Z", "ten past midnight, winter time")
    days = dict(talks.load().metrics(ALL, Grouping.DAY).groups)
    assert {day: found.conversations for day, found in days.items()} == {
        "2026-10-24": 1,
        "2026-10-25": 2,
        "2026-10-26": 1,
    }
    change = date(2026, 10, 25)
    found = talks.workbench.metrics(replace(ALL, since=change, until=change))
    assert found.previous is not None
    assert (found.figures.conversations, found.previous.conversations) == (2, 1)


def test_by_agent_topic_and_channel(four: Workbench) -> None:
    agents = dict(four.metrics(ALL, Grouping.AGENT).groups)
    assert {name: found.conversations for name, found in agents.items()} == {"ann": 2, "ben": 1}
    assert agents["ann"].values["avg_response_time_minutes"].value == 20
    assert agents["ben"].values["avg_response_time_minutes"].value == 40
    assert agents["ann"].values["csat_percentage"].value == 100
    for by in Grouping:
        groups = four.metrics(ALL, by).groups
        assert groups
        for name, found in groups:
            assert four.count_conversations(ALL.of_group(by, name)) == found.conversations
    channels = four.metrics(ALL, Grouping.CHANNEL).groups
    assert [(name, found.conversations) for name, found in channels] == [("chats", 4)]


def test_two_agents_in_one_conversation_answer_for_their_own_replies(talks: Talks) -> None:
    talks.say("e", "c", "2026-11-10T09:00:00Z", "Hello")
    talks.say("e", "ann", "2026-11-10T09:05:00Z", "Hello")
    talks.say("e", "ben", "2026-11-10T09:25:00Z", "I take over")
    found = talks.load().metrics(ALL, Grouping.AGENT)
    waits = {n: f.values["avg_response_time_minutes"].value for n, f in found.groups}
    assert waits == {"ann": 5, "ben": 25}
    assert value(found, "avg_response_time_minutes") == 15


def test_what_an_interaction_history_states_is_what_counts(workbench: Workbench) -> None:
    path = USER_DATA / "Interaction History.csv"
    import_file(workbench.settings, path, clock=fixed_clock(NOW))
    workbench.understand_conversations()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    lines = list(workbench.every_conversation(ALL))
    assert lines
    stated = {
        (int(row["Customer_ID"]), row["Summary"].strip()): row for row in rows
        if row["Response_Time_Minutes"].strip().isdigit()
    }  # fmt: skip
    statuses = {"Resolved": "resolved", "Pending": "open", "Escalated": "escalated"}
    checked = 0
    for line in lines:
        text = workbench.conversation(line.conversation_id).messages[0].text
        row = stated.get((line.customer_id or 0, text))
        same = [one for one in lines if one.customer_id == line.customer_id]
        if row is None or len(same) > 1:
            continue
        checked += 1
        assert line.response_minutes == pytest.approx(float(row["Response_Time_Minutes"]))
        assert not line.unanswered
        if row["Resolution_Status"] in statuses:
            assert line.status == statuses[row["Resolution_Status"]]
    assert checked > 3


class Fails:
    """Understands everything but one conversation."""

    name, version = "fails", "1"

    def __init__(self, wrong: str) -> None:
        self.wrong = wrong
        self.asked: list[str] = []

    def understand(
        self, conversations: Sequence[Conversation]
    ) -> list[Understanding | NotUnderstood]:
        self.asked += [one.conversation_id for one in conversations]
        answers = OfflineAnalyst().understand(conversations)
        return [
            NotUnderstood("no answer") if one.conversation_id == self.wrong else answer
            for one, answer in zip(conversations, answers, strict=True)
        ]


def test_a_failed_one_stays_failed_and_is_tried_twice_more(talks: Talks) -> None:
    talks.say("good", "c", "2026-11-10T09:00:00Z", "Hello")
    talks.say("bad", "c", "2026-11-10T10:00:00Z", "Hello")
    workbench = talks.load(understand=False)
    assert workbench.metrics(ALL).waiting == 2
    analyst = Fails("bad")

    def after(minutes: float) -> UnderstandingReport:
        moment = fixed_clock(NOW + timedelta(minutes=minutes))
        return understand_all(workbench.settings.database, analyst, clock=moment)

    first = after(0)
    assert (first.understood, first.failed, first.errors) == (1, 1, [("bad", "no answer")])
    found = workbench.metrics(ALL)
    assert (found.figures.conversations, found.failed, found.waiting) == (1, 1, 0)
    failed = list(workbench.every_conversation(replace(ALL, failed=True)))
    assert [(line.conversation_id, line.failed, line.csi) for line in failed] == [
        ("bad", "no answer", None)
    ]
    # After a minute, then after two more, then never again.
    runs = [(after(m).failed, m) for m in (0.5, 1, 2.5, 3.1, 60, 6000)]
    assert runs == [(0, 0.5), (1, 1), (0, 2.5), (1, 3.1), (0, 60), (0, 6000)]
    assert analyst.asked.count("good") == 1
    # What changes is another conversation, and tried anew.
    talks.say("bad", "c", "2026-11-10T11:00:00Z", "Anyone?")
    talks.load()
    assert (workbench.metrics(ALL).failed, workbench.metrics(ALL).figures.conversations) == (0, 2)


def test_done_work_is_not_done_twice(talks: Talks) -> None:
    talks.say("a", "c", "2026-11-10T09:00:00Z", "Hello")
    talks.say("b", "c", "2026-11-10T09:00:00Z", "My bill is wrong")
    workbench = talks.load()
    assert workbench.understand_conversations().understood == 0
    assert workbench.understand_conversations(force=True).understood == 2
    talks.say("b", "ann", "2026-11-10T09:30:00Z", "Sorry")
    talks.load(understand=False)
    assert workbench.understand_conversations().understood == 1
    database = workbench.settings.database
    other = understand_all(database, Fails(""), clock=fixed_clock(NOW), stale=True)
    assert other.understood == 2
    assert understand_all(database, Fails(""), clock=fixed_clock(NOW), stale=True).understood == 0
    assert value(workbench.metrics(ALL), "avg_response_time_minutes") == 30
