"""What a call costs in pounds: a dated price table, over which the settings go."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from engine.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.providers.base import Request, Usage
    from engine.settings import Settings

CHARACTERS_A_TOKEN = 3.6
"""Of English with dates and tokens in it; measured on our prompts with several tokenisers' counts
it lies between 3.4 and 4.2."""

BATCH_SHARE = 0.5
"""Batch inference costs half of what calls on demand cost."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens.

    Attributes:
        is_known: False where the table does not list the model; the dearest price is assumed.
    """

    input: float
    output: float
    cache_read: float
    cache_write: float
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Tariff:
    """What one model costs, in millionths of a pound."""

    price: Price
    pounds_per_dollar: float

    def cost(self, usage: Usage) -> int:
        """Return the cost of a call from its figures, rounded up."""
        price = self.price
        dollars = (
            usage.input_tokens * price.input
            + usage.output_tokens * price.output
            + usage.cache_read_tokens * price.cache_read
            + usage.cache_write_tokens * price.cache_write
        ) / 1e6
        return _micropounds(dollars * self.pounds_per_dollar)

    def most(self, request: Request) -> int:
        """Return the most that a request can cost: a full answer, everything written to a cache."""
        price = self.price
        dearest = max(price.input, price.cache_write)
        dollars = (estimated_tokens(request) * dearest + request.max_tokens * price.output) / 1e6
        return _micropounds(dollars * self.pounds_per_dollar)

    def expected(self, input_tokens: float, output_tokens: float) -> int:
        """Return the cost of an average call without a cache."""
        price = self.price
        dollars = (input_tokens * price.input + output_tokens * price.output) / 1e6
        return _micropounds(dollars * self.pounds_per_dollar)


def estimated_tokens(request: Request) -> int:
    """Return about how many tokens a request is, instructions and form included."""
    size = len(request.system) + len(request.user) + len(str(request.tool.schema))
    return round(size / CHARACTERS_A_TOKEN)


def tariff_of(model: str, settings: Settings) -> Tariff:
    """Return what ``model`` costs by the settings' prices, else by the built-in table.

    Raises:
        SettingsError: a price in the settings is not two numbers.
    """
    own = _own_price(model, settings.prices)
    return Tariff(own or _listed_price(model), settings.budget.pounds_per_dollar)


def prices_as_of() -> date:
    """Return the day of the built-in price table."""
    day: date = _table()["as_of"]
    return day


def _micropounds(pounds: float) -> int:
    return -int(-pounds * 1e6 // 1)


def _own_price(model: str, prices: Mapping[str, str]) -> Price | None:
    text = prices.get(model)
    if text is None:
        return None
    try:
        given = [float(word) for word in text.replace(",", " ").split()]
        dollars_in, dollars_out = given
    except ValueError:
        raise SettingsError(
            f'[prices] "{model}" is {text!r}: expected two numbers, in and out, '
            "dollars per million tokens"
        ) from None
    return Price(dollars_in, dollars_out, dollars_in, dollars_in)


def _listed_price(model: str) -> Price:
    listed: dict[str, list[float]] = _table()["models"]
    # An ARN of an inference profile or model ends in its id.
    name = model.rpartition("/")[2]
    found = [known for known in listed if name.startswith(known)]
    each = listed[max(found, key=len)] if found else max(listed.values())
    dollars_in, dollars_out, cache_read, cache_write = each
    return Price(dollars_in, dollars_out, cache_read, cache_write, is_known=bool(found))


@cache
def _table() -> dict[str, Any]:
    text = files(__package__).joinpath("prices.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
