"""E-mail addresses, also those spelt out to hide them ("anna at example dot com")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.privacy.labels import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A lookbehind lets an attempt start only where a word does, so that a long run is read once.
_TIGHT = re.compile(
    r"(?:\"[^\"\n@]{1,60}\"|(?<![\w.+%&-])[\w+%&-][\w.+%&'-]{0,63})@"
    r"(?:[^\W_](?:[\w-]{0,62})(?:\.[^\W_][\w-]{0,62}){0,6}|\[[\d.]{7,15}\])"
)
_AT = r"(?: ?[\[({<] ?(?:at|@) ?[\])}>] ?| @ ?|@ | at | -at- |_at_)"
_DOT = r"(?: ?[\[({<] ?(?:dot|\.) ?[\])}>] ?| dot |\.| \. ?|, ?(?=com\b|co\b|org\b|net\b))"
_SPELT = re.compile(
    rf"(?<![\w.+%&-])(?P<local>[\w+%-]{{1,64}}(?:(?:\.| dot | underscore | dash |'|"
    rf" ?[\[(]dot[\])] ?)[\w+%-]{{1,64}}){{0,4}})(?P<at>{_AT})"
    rf"(?P<domain>[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W_][\w-]{{0,62}}){{1,4}})",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:com|co|uk|org|net|scot|wales|cymru|london|info|me|eu|ie|pl|de|fr|es|it|gov|nhs|ac|edu|"
    r"biz|io|example|test|invalid|in|pk|ng|us|dev|app|mail|email)$",
    re.IGNORECASE,
)
_PROVIDER = re.compile(
    r"(?:g-?mail|google-?mail|hotmail|yahoo|ymail|outlook|live|icloud|aol|btinternet|btopenworld|"
    r"virginmedia|talktalk|tiscali|blueyonder|ntlworld|sky|msn|me|mac|protonmail|proton|gmx|"
    r"zoho|fastmail|mail)\b",
    re.IGNORECASE,
)
_ABOUT_MAIL = re.compile(
    r"\b(?:e-?mails?|mail|inbox|write|contact|reach|address|addy)\b", re.IGNORECASE
)
# "Look at example.com" names a page, "anna at example.com" a person.
_NOT_LOCAL = frozenset(
    """look looking looked us me is are was were be available online more info details here there
    visit see out found find work working page site website up down sign login log tariff tariffs
    rates prices offers deals meter account bill app shop live arrived home it that this them all
    email e-mail mail address""".split()
)


def find_emails(text: str) -> Iterator[Span]:
    """Find e-mail addresses, the plainly written ones first."""
    if "@" in text:
        for found in _TIGHT.finditer(text):
            yield Span(found.start(), found.end(), Label.EMAIL)
    place = 0
    while (spelt := _SPELT.search(text, place)) is not None:
        # "Mahmood at tariq (dot) m (at) …": what fails must not swallow what follows.
        place = spelt.end("local")
        if _is_spelt(text, spelt):
            yield Span(spelt.start(), spelt.end(), Label.EMAIL)
            place = spelt.end()


def _is_spelt(text: str, found: re.Match[str]) -> bool:
    domain = found["domain"]
    if "at" not in found["at"].lower() and "@" not in found["at"]:
        return False
    if not _ENDS.search(domain):
        return False
    if found["at"].strip() not in ("at", "@"):
        return True
    if found["local"].lower() in _NOT_LOCAL:
        return False
    if "@" in found["at"] or re.search(r"dot", domain + found["local"], re.IGNORECASE):
        return True
    before = text[max(0, found.start() - 40) : found.start()]
    return bool(_PROVIDER.match(domain) or _ABOUT_MAIL.search(before))
