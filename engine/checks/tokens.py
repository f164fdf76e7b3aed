"""What was never meant to be read: mask tokens, placeholders, mark-up, invisible characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.checks.findings import Category
from engine.models.vocabulary import Channel
from engine.privacy.clean import clean_text

if TYPE_CHECKING:
    from engine.checks.reader import Reader

_LABELS = (
    "EMAIL|PHONE|CARD|ADDRESS|NAME|POSTCODE|ACCOUNT|METER|SORTCODE|NINO|DOB|AGENT|PERSON|LINK|"
    "URL|DATE|"
    "LOCATION|CUSTOMER|AMOUNT|ORG|ID"
)
_TOKEN = re.compile(
    rf"(?:(?:<|&lt;|\[|\{{|\(|‹|«|&#60;|\\u003c)\s*)?\b(?:{_LABELS})[ _-]\d+\b\s*(?:>|&gt;|\]|\}}|"
    rf"\)|›|»|&#62;|\\u003e)?",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{\{?[^{}\n]{0,60}\}?\}|\[(?!\s)[^\[\]\n]{1,60}\](?!\()|%\(\w+\)s|%[sd]\b|\$\{?\w+\}|"
    r"<<?[a-zA-Z][^<>\n]{0,40}>>?"
    r"|\b(?:X{2,}|TBC|TBA|TBD|TODO|FIXME|N/A|NaN|undefined|INSERT [A-Z ]+)\b|\blorem ipsum\b|"
    r"_{3,}|£X+\b|\bnull\b|\?{3,}|\.{5,}"
    r"|(?P<edge>[%#@~|*]{1,2})[A-Za-z][A-Za-z_ ]{1,30}(?P=edge)(?!\w)|\*\|[^|\n]{1,40}\|\*"
    r"|\b[A-Z]+(?:_[A-Z0-9]+)+\b|\b[a-z]+_(?:name|date|id|amount|number|address)\b"
    r"|(?<=Dear )(?:customer|first|full|client|account) ?name\b|(?<=Dear )(?:Customer|First) Name"
)
_MARK_UP = re.compile(
    r"</?(?:[abipu]|br|em|h\d|hr|li|ol|td|tr|ul|div|img|pre|svg|body|code|font|form|html|span|"
    r"input|style|table|iframe|script|strong)(?:\s[^<>\n]{0,200})?/?>|&(?:[a-z]{2,8}|"
    r"#\d{1,6});|\*\*[^*\n]+\*\*|(?:^|\n)#{1,6} |\[[^\]\n]+\]\([^)\n]+\)|```|"
    r"(?<!\w)__\w[^_\n]*__(?!\w)|<!--|-->|\\[nt](?!\w)",
    re.IGNORECASE,
)
_SCRIPT_PLACEHOLDER = re.compile(r"\[your name\]", re.IGNORECASE)
# One of these stands in everything below; most texts hold none, and are not searched further.
_SUSPECT = re.compile(
    r"[<>\[\]{}&%$_*#`\\‹«\d@~|]|\?\?|\.{5}|[Nn]ame\b|(?-i:[A-Z]{2})|null|undefined|NaN|lorem",
    re.IGNORECASE,
)


def check_tokens(reader: Reader, channel: Channel | None) -> None:
    """Report what must never reach a reader; ``[your name]`` may stand in a call script."""
    text = reader.text
    if clean_text(text) != text:
        _check_invisible(reader)
    if channel is Channel.PHONE:
        for found in _SCRIPT_PLACEHOLDER.finditer(text):
            reader.take(*found.span())
    if not _SUSPECT.search(text):
        return
    for pattern, kind, why in (
        (_TOKEN, "mask", "a mask token was not put back"),
        (_MARK_UP, "mark_up", "mark-up would be read as it stands"),
        (_PLACEHOLDER, "placeholder", "a placeholder was not filled in"),
    ):
        for found in pattern.finditer(text):
            start = found.start() + len(found.group()) - len(found.group().lstrip())
            end = start + len(found.group().strip())
            if not reader.is_free(start, end) or _is_plain_words(pattern, text[start:end]):
                continue
            reader.take(start, end)
            reader.miss(Category.TOKEN, kind, start, end, why)


def _is_plain_words(pattern: re.Pattern[str], words: str) -> bool:
    """Whether it is plain words ("account 4", "card 2"): a bare token is written in capitals."""
    if pattern is not _TOKEN:
        return False
    return words[0].isalnum() and (not words.isupper() or "_" not in words)


def _check_invisible(reader: Reader) -> None:
    for at, character in enumerate(reader.text):
        if character not in "\t\n" and clean_text(character) != character:
            reader.take(at, at + 1)
            reader.miss(
                Category.TOKEN,
                "control",
                at,
                at + 1,
                f"an invisible or control character (U+{ord(character):04X})",
            )
