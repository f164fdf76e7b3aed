"""What calls cost, by the price table and the settings."""

from __future__ import annotations

import dataclasses

import pytest

from engine.providers.base import Request, Tool, Usage
from engine.running.prices import estimated_tokens, tariff_of
from engine.settings import Settings, SettingsError


@pytest.mark.parametrize(
    ("model", "dollars_in", "dollars_out"),
    [
        ("amazon.nova-lite-v1:0", 0.06, 0.24),
        ("anthropic.claude-haiku-4-5-20251001-v1:0", 1.0, 5.0),
        ("eu.anthropic.claude-haiku-4-5-20251001-v1:0", 1.1, 5.5),
        (
            "arn:aws:bedrock:eu-west-2:123456789012:inference-profile/eu.amazon.nova-pro-v1:0",
            0.8,
            3.2,
        ),
    ],
)
def test_a_model_is_found_by_the_beginning_of_its_id(
    settings: Settings, model: str, dollars_in: float, dollars_out: float
) -> None:
    price = tariff_of(model, settings).price
    assert (price.input, price.output, price.is_known) == (dollars_in, dollars_out, True)


def test_for_an_unknown_model_the_dearest_price_is_assumed(settings: Settings) -> None:
    price = tariff_of("someone.new-model", settings).price
    assert not price.is_known
    assert price.output >= tariff_of("anthropic.claude-sonnet-5", settings).price.output


def test_a_price_of_ones_own_counts(settings: Settings) -> None:
    own = dataclasses.replace(settings, prices={"local-llama": "0 0"})
    tariff = tariff_of("local-llama", own)
    assert tariff.price.is_known
    assert tariff.cost(Usage(10_000, 10_000)) == 0


def test_a_price_that_is_no_price_is_refused_by_name(settings: Settings) -> None:
    with pytest.raises(SettingsError, match=r'\[prices\] "m" is \'cheap\''):
        tariff_of("m", dataclasses.replace(settings, prices={"m": "cheap"}))


def test_a_call_costs_what_its_tokens_cost(settings: Settings) -> None:
    tariff = tariff_of("anthropic.claude-haiku-4-5", settings)
    # 1,000,000 of each, in dollars 1 + 5 + 0.10 + 1.25, in pounds 0.76 of that.
    assert tariff.cost(Usage(10**6, 10**6, 10**6, 10**6)) == pytest.approx(7.35 * 0.76e6, abs=1)


def test_the_most_that_a_call_can_cost_is_never_less_than_what_it_does(settings: Settings) -> None:
    request = Request("s" * 7_200, "u" * 3_600, Tool("t", "", {}), max_tokens=1_500)
    tariff = tariff_of("anthropic.claude-haiku-4-5", settings)
    tokens = estimated_tokens(request)
    assert tariff.most(request) >= tariff.cost(Usage(tokens, 1_500))
    assert tariff.most(request) >= tariff.cost(Usage(0, 1_500, 0, tokens))
