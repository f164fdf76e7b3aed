"""What conversations are about: an editable list of topics, and the words that decided.

A topic is found where a customer used one of its words; forms of a word (bill, bills, billed,
billing) count as the word itself.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.conversations.understanding.lexicon import lexicon
from engine.conversations.understanding.phrases import PhraseBook, PhraseError
from engine.conversations.understanding.words import tokens
from engine.errors import OperatorError
from engine.models.understanding import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BUILT_IN = Path(__file__).with_name("topics.toml")

_ENOUGH_EVIDENCE = 5
_WORD = re.compile(r"[^\s()|*#]+")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ings?|ed|es|e|s)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


class TopicsError(OperatorError):
    """Topics that cannot be used; the message names the file, the line and what to do."""


class Taxonomy:
    """The topics and their words. Immutable, so that threads may share it."""

    def __init__(self, topics: Mapping[str, Iterable[str]]) -> None:
        """Take each topic's words and phrases.

        Raises:
            PhraseError: a phrase cannot be read.
        """
        self.names = tuple(topics)
        self._phrases = PhraseBook(
            (_WORD.sub(lambda found: _stem(found[0].casefold()), phrase), name)
            for name, phrases in topics.items()
            for phrase in phrases
        )

    def topics_of(self, texts: Iterable[str]) -> tuple[Topic, ...]:
        """Return the topics that texts mention, the most mentioned first.

        Args:
            texts: what one side of a conversation wrote, oldest first.

        Returns:
            Each topic with the number of mentions and up to five different words or phrases that
            decided, as they were written but in lower case. Ties keep the order of first mention.
        """
        mentions: Counter[str] = Counter()
        evidence: dict[str, dict[str, None]] = {}
        for text in texts:
            for name, words in self._mentions(text):
                mentions[name] += 1
                evidence.setdefault(name, {})[words] = None
        return tuple(
            Topic(name, count, tuple(evidence[name])[:_ENOUGH_EVIDENCE])
            for name, count in mentions.most_common()
        )

    def _mentions(self, text: str) -> Iterator[tuple[str, str]]:
        written = tokens(text)
        words = [_stem(word) for word in written]
        at = 0
        while at < len(words):
            found = self._phrases.longest(words, at) if words[at] in self._phrases else None
            if found is None:
                at += 1
                continue
            after, names = found
            for name in dict.fromkeys(names):
                yield name, " ".join(written[at:after])
            at = after


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """Return the topics of ``path``, or the built-in ones.

    Raises:
        TopicsError: the file cannot be read, or a topic in it cannot be used.
    """
    if path is None:
        return _built_in()
    return _read(path)


@lru_cache(maxsize=1)
def _built_in() -> Taxonomy:
    return _read(BUILT_IN)


def _read(path: Path) -> Taxonomy:
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except FileNotFoundError:
        raise TopicsError(
            f"{path}: no such file; correct or remove the setting conversations.topics"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise TopicsError(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        last = f"at line {len(text.splitlines())}, the last"
        reason = str(error).replace("at end of document", last)
        raise TopicsError(f"{path}: cannot be read as TOML: {reason}") from None
    if not table:
        raise TopicsError(f'{path}: no topics; write one as [billing] and words = ["bill"]')
    topics: dict[str, list[str]] = {}
    for name, given in table.items():
        topics[name] = list(_words(path, text, name, given))
    return Taxonomy(topics)


def _words(path: Path, text: str, name: str, given: object) -> Iterator[str]:
    """Yield the words of one topic, each checked."""
    head = f"{path}, line {_line_of(text, name)}: topic {name!r}"
    if not isinstance(given, dict):
        raise TopicsError(f'{head} is no heading; write [{name}] and under it words = ["…"]')
    if unknown := sorted(set(given) - {"words"}):
        line = _line_of(text, unknown[0], name)
        raise TopicsError(
            f"{path}, line {line}: unknown entry {unknown[0]!r} in topic {name!r}; a topic has "
            "only words"
        )
    words = given.get("words")
    if not isinstance(words, list) or not words:
        raise TopicsError(f'{head} has no words; write words = ["…", "…"]')
    for word in words:
        shown = str(word)
        where = f"{path}, line {_line_of(text, shown, name)}: {shown!r} in topic {name!r}"
        if not isinstance(word, str) or not word.strip():
            raise TopicsError(f"{where} is no word; write it in quotation marks")
        try:
            PhraseBook([(word, name)])
        except PhraseError as error:
            raise TopicsError(f"{where} cannot be used: {error}") from None
        yield word


def _line_of(text: str, wanted: str, topic: str | None = None) -> int:
    """Return the line where a name or a word stands, looked for from its topic's heading on."""
    lines = text.splitlines()
    heading = re.compile(rf"""\s*\[?\s*["']?{re.escape(topic or wanted)}["']?\s*[\]=]""")
    start = next((i for i, line in enumerate(lines) if heading.match(line)), 0)
    if topic is None:
        return start + 1
    word = re.compile(
        rf"(?<!\w){re.escape(wanted)}(?!\w)" if wanted.strip() else r"""(["'])\s*\1"""
    )
    found = (i for i in range(start + 1, len(lines)) if word.search(_without_comment(lines[i])))
    return next(found, start) + 1


def _without_comment(line: str) -> str:
    return "" if line.lstrip().startswith("#") else line


@lru_cache(maxsize=50_000)
def _stem(token: str) -> str:
    """Return what the forms of a word have in common."""
    word = lexicon().spelling.word(token)
    return _DOUBLED.sub(r"\1", _ENDINGS.sub("", word))
