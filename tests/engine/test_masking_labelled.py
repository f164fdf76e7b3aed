"""Recall and false positives of masking on labelled lines, by label and for lines held out.

The lines in ``tests/data/masking.txt`` were written as customers and agents write. The sections
"first held out" and "held out" were written before the patterns had seen them. Found counts only
what is covered whole, under the right label. On their first run the held out sections scored
0.913 (115 of 126) and 0.891 (98 of 110), with 3 and 2 false positives; misses were then mended as
kinds of misses, so what is asserted here guards against going back and is no estimate for text
that nobody has seen. The "fresh" rounds came later; what each scored at first is at its head.
The last one (0.865 of 37 values, 3 of 36 clean lines wrong) is small but the only estimate whose
lines were not known while patterns were mended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from engine.privacy.spans import Label, Span, find_spans
from tests.conftest import ROOT

LINES = ROOT / "tests/data/masking.txt"
# [[NAME:Clark]] or, where only part is the value, [[NAME:Mr Clark|Clark]].
MARKED = re.compile(r"\[\[([A-Z]+):((?:[^\[\]]|\[[^\[\]]*\])+?)\]\]")
FRESH = ["fresh, round 1", "fresh, round 2", "fresh, round 3"]
SURE = {Label.EMAIL, Label.PHONE, Label.CARD, Label.NINO, Label.POSTCODE}


@dataclass(frozen=True)
class Line:
    section: str
    text: str
    spans: tuple[Span, ...]

    @property
    def is_clean(self) -> bool:
        return not self.spans


def read_lines() -> Iterator[Line]:
    section = ""
    for raw in LINES.read_text(encoding="utf-8").splitlines():
        if raw.startswith("== "):
            section = raw.removeprefix("== ").removesuffix(" clean")
        elif raw and not raw.startswith("#"):
            yield marked_line(section, raw.replace("\\n", "\n"))


def marked_line(section: str, raw: str) -> Line:
    text, spans, place = "", [], 0
    for found in MARKED.finditer(raw):
        text += raw[place : found.start()]
        whole, _, part = found[2].partition("|")
        start = len(text) + whole.index(part or whole)
        spans.append(Span(start, start + len(part or whole), Label(found[1])))
        text += whole
        place = found.end()
    return Line(section, text + raw[place:], tuple(spans))


ALL = list(read_lines())


def is_covered(text: str, wanted: Span, found: list[Span]) -> bool:
    return all(
        not text[place].isalnum()
        or any(s.start <= place < s.end and s.label is wanted.label for s in found)
        for place in range(wanted.start, wanted.end)
    )


def is_wrong(span: Span, line: Line) -> bool:
    return not any(
        span.start < s.end and s.start < span.end and span.label is s.label for s in line.spans
    )


@pytest.mark.parametrize("section", ["tuned", "first held out", "held out", *FRESH])
def test_recall_and_false_positives(section: str) -> None:
    wanted: Counter[Label] = Counter()
    covered: Counter[Label] = Counter()
    clean = wrong = 0
    faults: list[str] = []
    for line in (line for line in ALL if line.section == section):
        found = find_spans(line.text)
        for span in line.spans:
            wanted[span.label] += 1
            if is_covered(line.text, span, found):
                covered[span.label] += 1
            else:
                faults.append(f"missed {line.text[span.start : span.end]!r} in {line.text!r}")
        for span in (span for span in found if is_wrong(span, line)):
            wrong += line.is_clean
            faults.append(f"wrong {line.text[span.start : span.end]!r} in {line.text!r}")
        clean += line.is_clean
    recall = covered.total() / wanted.total()
    print(f"\n{section}: recall {recall:.3f} ({covered.total()} of {wanted.total()}), ", end="")
    print(f"{100 * wrong / clean:.1f} false positives in 100 clean lines ({clean})")
    for label in Label:
        print(f"  {label:<9}{covered[label]:>3} of {wanted[label]}")
    assert recall >= 0.97, faults
    assert all(covered[label] >= 0.99 * wanted[label] for label in SURE), faults
    assert wrong / clean <= 0.02, faults


def test_the_set_is_large_enough() -> None:
    assert len(ALL) >= 380
    held_out = [line for line in ALL if line.section not in ("", "tuned")]
    assert len(held_out) >= len(ALL) / 3
    assert 0.4 <= sum(line.is_clean for line in ALL) / len(ALL) <= 0.6
    assert {span.label for line in held_out for span in line.spans} == set(Label)
