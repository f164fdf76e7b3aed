"""Promotion in soft words, for messages to people who may not be promoted to.

``engine.language.promotion`` decides what is marketing; these words only warn the writer, so that
they may be broader (UK GDPR art 21; ICO, direct marketing and regulatory communications).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.checks.findings import Category
from engine.language.phrases import Phrases

if TYPE_CHECKING:
    from engine.checks.reader import Reader

_PRODUCT = (
    r"(app|green plan|premium plan|fixed plan|green tariff|premium tariff|fixed tariff|ev tariff|"
    r"solar tariff|smart thermostats?|smart plugs?|solar panels?|heat pumps?|home cover|boiler "
    r"cover|charge points?|ev chargers?|home batter(y|ies)|newsletter|loyalty \w+|products?|range)"
)
_SOFT = Phrases(
    rf"our (new |popular |free |handy |great )?{_PRODUCT} (is|are|makes?|lets?|helps?|gives?|has|"
    r"have|comes?|could|would|might|may|can)",
    rf"(a look at|more about|introduce you to|interested in|enjoy|love|try|trying|benefit from|"
    rf"thought (about|of)|considered|advantage of|ask (us )?about) (getting |having |adding )?(our|"
    rf"a|an|the)( \w+)? {_PRODUCT}",
    r"(have|had) you (ever )?(thought (about|of)|considered) (a |"
    r"an |our |the )?(mov|chang|try|gett|"
    r"add|go|join|fix|new|green|premium|smart|solar)\w*",
    r"(move|moving|change|changing|come|coming) (over )?(to|onto) (our|a|the|one of our)( \w+)? "
    r"(green|premium|fixed|new|better|cheaper|ev|solar) (\w+ )?(plan|tariff|rate)s?",
    r"(lock|locking) in( \w+){0,3} (price|rate|tariff|plan)s?",
    r"(customers|people|households|neighbours)( just)?( like you)? (love|enjoy|rave|swear by|are "
    r"loving|have chosen|are choosing|prefer|benefit)( \w+){0,3}",
    r"you('ll| will| might| may| would|'d) (love|enjoy|adore|like) (our|the new|what)( \w+)*",
    r"(take|make) (full )?advantage of",
    r"(perfect|ideal|great|made) for (you|homes? like|people like|households? like|someone like)",
    r"(worth (a look|considering|a try)|too good to)",
    r"(brand new|exciting|fantastic|amazing|brilliant|unmissable|attractive|tempting) (\w+ )?(plan|"
    r"tariff|product|feature|app|news|opportunity|range|rate|price)s?",
    r"did you know (that )?(you can|we (also|now|sell|have)|our)( \w+){0,4}",
    r"(we('d| would) (love|like) to (show|introduce|tell you about our|treat))( \w+)*",
    r"(special|something) (just )?for you (today|this|from)",
    r"join (the|other|our) (many|thousands|hundreds|growing|happy|\w+ (homes|customers|people))( "
    r"\w+){0,3}",
    r"(went|gone|going|go) (solar|electric|green)( \w+)?",
    r"(now|currently) available (to|for|in|on)( \w+)?",
)


def check_soft_promotion(reader: Reader) -> None:
    """Report words that promote softly; only for a customer who may not be promoted to."""
    for found in _SOFT.finditer(reader.text, reader.low):
        if not reader.missed(*found.span()):
            why = "promotes softly to someone who has not agreed to it (UK GDPR art 21)"
            reader.miss(Category.PROMOTION, "promotion", *found.span(), why)
