"""The wording is complete, well formed and British, and what is wrong with it is said plainly."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import codespell_lib
import pytest

from engine.analysts.cases import MARKETING_CASES, Case
from engine.analysts.compose import Composer
from engine.analysts.entries import CHANNEL_KEYS, known_entries
from engine.analysts.placeholders import AGENT_FACTS, CUSTOMER_FACTS, MARKS, MESSAGE_PARTS
from engine.analysts.texts import BUILT_IN, Template, TextsError, load_texts
from engine.language.gsm import is_gsm
from engine.language.promotion import promotional_spans
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = load_texts()
EVERY_TEXT = [
    (name, template) for name, templates in TEXTS._templates.items() for template in templates
]
SERVING_CASES = [case for case in Case if case not in MARKETING_CASES]

# British for the device; in the dictionary of American spellings for the length.
BRITISH_ALL_THE_SAME = {"meter", "meters"}


@cache
def misspellings() -> frozenset[str]:
    """Misspelt and American words, from the dictionaries that codespell brings."""
    data = Path(codespell_lib.__file__).parent / "data"
    wrong = {
        line.partition("->")[0]
        for line in (data / "dictionary.txt").read_text(encoding="utf-8").splitlines()
    }
    for line in (data / "dictionary_en-GB_to_en-US.txt").read_text(encoding="utf-8").splitlines():
        american = line.partition("->")[2].split(",")
        wrong.update(word.strip() for word in american if word.strip())
    return frozenset(wrong - BRITISH_ALL_THE_SAME)


def wrong_words(text: str) -> set[str]:
    words = set(re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower()))
    return words & misspellings()


def test_the_dictionaries_find_what_they_should() -> None:
    assert wrong_words("The color of the center, recieved in error") == {
        "color",
        "center",
        "recieved",
    }
    assert not wrong_words("The colour of the centre, received by meter")


@pytest.mark.parametrize(("name", "template"), EVERY_TEXT, ids=[name for name, _ in EVERY_TEXT])
def test_spelling_and_spacing(name: str, template: Template) -> None:
    words = re.sub(r"\{\w+\}", "", template.text)
    assert not wrong_words(words)
    assert not re.search(r"[^\n] {2}| [.,;:!?]|\t| \n|\n\n\n", template.text)
    assert not re.search(r"(?i)\b(organiz|recogniz|apologiz|realiz|analyz)\w*", words)
    if name.startswith("cases.") and not name.endswith("starters"):
        assert template.text.rstrip()[-1] in ".?!}"


@pytest.mark.parametrize("case", Case)
def test_text_messages_keep_to_the_gsm_alphabet(case: Case) -> None:
    for template in TEXTS.templates(f"cases.{case}.sms"):
        assert is_gsm(template.text)


@pytest.mark.parametrize("case", SERVING_CASES)
@pytest.mark.parametrize("part", [*CHANNEL_KEYS.values(), "starters"])
def test_texts_that_serve_do_not_promote(case: Case, part: str) -> None:
    for template in TEXTS.templates(f"cases.{case}.{part}"):
        assert promotional_spans(template.text) == ()


def test_shared_texts_that_serve_do_not_promote() -> None:
    entries = known_entries()
    for name, template in EVERY_TEXT:
        entry = entries.get(name)
        if (entry and entry.serves) or name.startswith(("issues.", "action_steps.service.")):
            assert promotional_spans(template.text) == (), name


@pytest.mark.parametrize("case", sorted(MARKETING_CASES))
@pytest.mark.parametrize("key", CHANNEL_KEYS.values())
def test_texts_that_may_promote_say_how_to_opt_out(case: Case, key: str) -> None:
    for template in TEXTS.templates(f"cases.{case}.{key}"):
        assert "{opt_out}" in template.text


def test_messages_hold_no_numbers_amounts_links_or_threats() -> None:
    banned = re.compile(
        r"\d|£|https?:|www\.|@|disconnect|cut off|bailiff|enforce|debt|arrears", re.IGNORECASE
    )
    for case in Case:
        for key in CHANNEL_KEYS.values():
            for template in TEXTS.templates(f"cases.{case}.{key}"):
                assert not banned.search(template.text), template.text


def test_text_messages_do_not_speak_of_health() -> None:
    health = re.compile(
        r"health|\bill\b|illness|disab|medical|condition|pregnan|vulnerab", re.IGNORECASE
    )
    for name, template in EVERY_TEXT:
        if name.endswith(".sms") or name.startswith("parts.sms."):
            assert not health.search(template.text)


def test_the_operators_comment_lists_every_placeholder() -> None:
    comment = BUILT_IN.read_text(encoding="utf-8").partition("[words]")[0]
    listed = set(re.findall(r"\{(\w+)\}", comment))
    assert listed == {*MESSAGE_PARTS, *CUSTOMER_FACTS, *AGENT_FACTS, *MARKS}


def test_a_text_needs_all_its_values() -> None:
    template = Template("On {plan} since {customer_since}.", frozenset({"plan", "customer_since"}))
    assert template.fill({"plan": "Basic"}) is None
    assert (
        template.fill({"plan": "{x}", "customer_since": "1 May 2020"}) == "On {x} since 1 May 2020."
    )


# --------------------------------------------------------------------- an operator's own file


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_entries_replace_their_namesakes_and_nothing_else(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        """
        [cases.missed_payment]
        sms = ["{greeting}, it is {supplier}. Shall we talk? {priority_services}"]
        [issues]
        "Asked about  HEAT pumps" = "the question you asked about heat pumps"
        """,
    )
    texts = load_texts(path)
    assert len(texts.templates("cases.missed_payment.sms")) == 1
    assert (
        texts.named("issues", "asked about heat pumps") == "the question you asked about heat pumps"
    )
    assert texts.named("issues", "Asked about tea") is None
    assert texts.named("issues", None) is None
    same = [name for name, _ in EVERY_TEXT if name != "cases.missed_payment.sms"]
    assert all(texts.templates(name) == TEXTS.templates(name) for name in same)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "[cases.missed_payment]\nsmss = 'x'",
            r"cases\.missed_payment\.smss: unknown entry; did you",
        ),
        ("[cases.nonsense_and_more]\nfoo = 'x'", "unknown entry"),
        ("[words]\nand = 3", r"words\.and: write a text in quotation marks"),
        ("[words]\nand = ['a', 3]", r"words\.and: write a text in quotation marks"),
        ("[words]\nand = []", r"words\.and: write a text in quotation marks"),
        ("[words]\nand = '  '", r"words\.and: write a text in quotation marks"),
        ("[words]\nand = ['and', 'plus']", r"words\.and: has 2 texts; write 1"),
        (
            "[cases.missed_payment]\nsms = '{greetin}, hello'",
            r"cases\.missed_payment\.sms: .*unknown value {greetin}; did you mean {greeting}\?",
        ),
        (
            "[cases.missed_payment]\nsms = '{greeting}, your churn is {churn}'",
            r"{churn} is for the agent only",
        ),
        (
            "[cases.missed_payment]\nsms = '{xyzzy}'",
            r"this entry may use: customer_since, greeting",
        ),
        ("[cases.missed_payment]\nsms = '{greeting.__class__}'", "write braces only around"),
        ("[cases.missed_payment]\nsms = '{greeting!r}'", "write braces only around"),
        ("[cases.missed_payment]\nsms = '{{greeting}}'", "write braces only around"),
        ("[cases.missed_payment]\nsms = '{0}'", "unknown value {0}"),
        ("[cases.missed_payment]\nsms = 'You’re late'", "halve the length of a text message"),
        ("[cases.missed_payment]\nsms = 'On {plan}.'", "add a text without values at the end"),
        ("[cases.missed_payment]\nsteps = ['Call.', 'Write.']", "1 more needed"),
        ("[cases.medium_churn]\nsms = '{greeting}, new plan?'", r"add {opt_out}: every marketing"),
        ("[cases.missed_payment]\nsms = '{greeting}. {opt_out}'", "unknown value {opt_out}"),
        (
            "[cases.missed_payment]\nsms = '{greeting}, upgrade today'",
            r'"upgrade" invites to upgrade .* word it neutrally',
        ),
        ("[greetings]\nsms = ['Special offer, {first_name}', 'Hello']", '"offer" makes an offer'),
        ("[issues]\n'Asked' = 'our special offer'", r"issues\.Asked: .*makes an offer"),
        ("not toml", "cannot be read as TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, complaint: str) -> None:
    path = own(tmp_path, text)
    with pytest.raises(TextsError, match=complaint) as raised:
        load_texts(path)
    assert str(raised.value).startswith(str(path))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match=r"gone\.toml: no such file; .*analysis\.texts"):
        load_texts(tmp_path / "gone.toml")


def test_a_file_that_is_not_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b"[words]\nand = '\xe9'")
    with pytest.raises(TextsError, match="cannot be read"):
        load_texts(path)


def test_a_built_in_entry_that_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own(tmp_path, BUILT_IN.read_text(encoding="utf-8").replace("\nand = ", "\n# and = "))
    monkeypatch.setattr("engine.analysts.texts.BUILT_IN", path)
    with pytest.raises(TextsError, match=r"words\.and: missing"):
        load_texts()


def test_a_text_without_a_short_variant_is_said(tmp_path: Path) -> None:
    path = own(
        tmp_path, f"[cases.missed_payment]\nsms = '{{greeting}}, {'dear ' * 30} {{supplier}}'"
    )
    with pytest.raises(TextsError, match=r"cases\.missed_payment\.sms: the shortest text takes"):
        Composer(load_texts(path), "Glenlight Energy")


def test_a_supplier_name_that_is_too_long_is_said() -> None:
    with pytest.raises(TextsError, match=r"shorten the setting supplier\.name"):
        Composer(TEXTS, "The Honourable Company of " * 4)


@pytest.mark.parametrize("name", ["SSE", "Scottish and Southern Electricity plc"])
def test_suppliers_of_any_usual_name_can_use_the_built_in_texts(name: str) -> None:
    assert Composer(TEXTS, name)


def test_accents_of_a_supplier_are_put_in_the_gsm_alphabet() -> None:
    composer = Composer(TEXTS, "Gwynt Môr Ŵyn")
    assert "Gwynt Mor Wyn" in composer.message(Case.MISSED_PAYMENT, Channel.SMS, {}, None)
    assert "Gwynt Môr Ŵyn" in composer.message(Case.MISSED_PAYMENT, Channel.EMAIL, {}, None)


def heavy_modules() -> Iterator[str]:
    yield from ("pandas", "numpy", "boto3", "sqlite_utils", "textual", "pydantic")


def test_nothing_heavy_is_imported() -> None:
    program = (
        "import sys, engine.analysts.rules, engine.analysts.texts\n"
        "engine.analysts.rules.RulesAnalyst(engine.analysts.texts.load_texts(), 'X')\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not set(heavy_modules()) & set(done.stdout.split())
