"""Snippets: the built-in ones keep the rules, a team's own take their place, faults are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.analysts.snippets import MEANINGS, Snippet, load_snippets
from engine.analysts.texts import TextsError
from engine.delivery.wording import read_wording
from engine.language.gsm import is_gsm
from engine.language.length import measure
from engine.models.vocabulary import Channel, MessageKind
from engine.pipeline import Workbench
from tests.conftest import Sne
from tests.engine.test_texts import wrong_words

BUILT_IN_SNIPPETS = load_snippets(None, {})
LONG = dict.fromkeys(MEANINGS, "the missed appointment you reported") | {
    "first_name": "Bartholomew-James",
    "issue_date": "30 September 2026",
    "supplier": "Glenlight Energy",
}


@pytest.mark.parametrize("snippet", BUILT_IN_SNIPPETS, ids=[one.name for one in BUILT_IN_SNIPPETS])
def test_a_built_in_snippet_serves_fits_and_is_british(snippet: Snippet) -> None:
    assert not snippet.fault
    assert not snippet.promotes
    filled = snippet.fill(LONG).text
    assert filled
    assert is_gsm(filled)
    assert measure(Channel.SMS, filled).fits
    wording = read_wording(filled)
    assert wording.kind is MessageKind.SERVICE
    assert not wording.threats
    assert not wording.names_health
    assert not wrong_words(filled)


def test_nothing_speaks_against_a_built_in_snippet_for_a_real_customer(
    workbench: Workbench,
) -> None:
    ids = [row[0] for row in workbench.connection.execute("SELECT customer_id FROM scores")]
    for customer_id in ids[:3]:
        profile = workbench.profile(customer_id)
        for filled in workbench.snippets_for(profile, Channel.EMAIL):
            if filled.text is not None:
                found = workbench.check(profile, Channel.EMAIL, filled.text).findings
                assert [one for one in found if one.category != "support"] == [], filled.text


def test_the_record_fills_them_and_what_it_lacks_is_named(workbench: Workbench) -> None:
    ids = [row[0] for row in workbench.connection.execute("SELECT customer_id FROM scores")]
    profiles = map(workbench.profile, ids)
    profile = next(
        one for one in profiles if not any(each.is_unresolved for each in one.interactions)
    )
    filled = {
        one.snippet.name: one for one in workbench.snippets_for(profile, profile.score.channel)
    }
    assert filled["sign-off"].text == "Kind regards\nanna\nGlenlight Energy"
    lacking = filled["apology, still open"]
    assert lacking.text is None
    assert lacking.missing == ("issue", "issue_date")
    assert "{issue_date}, the day on which they raised it" in lacking.why_not


def test_a_teams_own_stand_over_the_built_in_ones(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text(
        '[snippets]\n"no need to act" = "Ours."\nteam = "{first_name}, save with us."\n'
    )
    found = {one.name: one for one in load_snippets(path, {"team": "From the settings."})}
    assert found["no need to act"].text == "Ours."
    assert found["team"].text == "From the settings."
    assert len(found) == len(BUILT_IN_SNIPPETS) + 1


def test_what_promotes_is_labelled() -> None:
    found = {one.name: one for one in load_snippets(None, {"x": "Switch to our new tariff today"})}
    assert found["x"].promotes


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('bad = "Hello {frist_name}"', "did you mean {first_name}?"),
        ('bad = "Hello {"', "write braces only around the name"),
        ('bad = "Your score is {churn}"', "for the agent only"),
        ("bad = 7", "write a text in quotation marks"),
        ('bad = "  "', "write a text in quotation marks"),
    ],
)
def test_a_fault_is_named_by_file_line_and_name(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "team.toml"
    path.write_text(f'[snippets]\ngood = "Fine."\n{line}\n')
    found = {one.name: one for one in load_snippets(path, {})}
    assert not found["good"].fault
    why_not = found["bad"].fill({"first_name": "Emily"}).why_not
    assert f"{path}, line 3, bad" in why_not
    assert said in why_not
    assert found["bad"].fill({"first_name": "Emily"}).text is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[snippets", "cannot be read as TOML"),
        ("", "has no table"),
        ("[snippet]\nx = 'y'", "snippet: unknown"),
    ],
)
def test_a_file_that_holds_no_snippets_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "team.toml"
    path.write_text(content)
    with pytest.raises(TextsError, match=said):
        load_snippets(path, {})
    with pytest.raises(TextsError, match=r"analysis\.snippets"):
        load_snippets(tmp_path / "none.toml", {})


@pytest.mark.usefixtures("loaded")
def test_the_command_lists_fills_and_fails_on_a_fault(sne: Sne) -> None:
    ran = sne("snippets", "--json", "--customer", "3001", SNE_SNIPPETS_OURS="Hi {first_name}")
    assert ran.code == 0
    ours = next(one for one in ran.json if one["name"] == "ours")
    assert ours["filled"] == "Hi Susan"
    assert ours["kind"] == "service"
    broken = sne("snippets", SNE_SNIPPETS_OURS="Hi {frist_name}")
    assert broken.code == 1
    assert "[snippets] ours: unknown value {frist_name}" in broken.out
