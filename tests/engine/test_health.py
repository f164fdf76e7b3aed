"""Health and vulnerability never leave as text; ordinary talk about energy stays as it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.privacy.health import NEUTRAL_PHRASE, mentions_health, reduce_health

SENSITIVE = """
I have cancer and cannot let the house get cold
my husband is on dialysis three times a week
Mum has dementia, please speak to me instead
I'm diabetic and my insulin has to stay in the fridge
My son has asthma and the damp is making it worse
wife has COPD and uses an oxygen concentrator
I am registered disabled
I'm partially sighted, can I have large print
she is profoundly deaf and needs a text relay
I use a wheelchair and the meter is too high to read
He had a stroke in January
I've just come out of hospital
I have been off sick since May
My depression is bad at the moment
suffering with anxiety because of these letters
I feel suicidal about this debt
I don't want to be here any more
I'm 8 months pregnant with no heating
we have a new born baby and no hot water
my daughter is expecting a baby in June
My mother passed away last week
my dad died in March and the account is in his name
I lost my husband to covid
Dealing with my late wife's estate
funeral costs mean I can't pay this month
I'm 82 and live alone
she is 91 and frail
My nan is elderly and doesn't use the internet
I'm a pensioner on pension credit
my carer handles the bills
I care for my disabled brother; caring for my brother full time
He lives in a care home now
recovering alcoholic, please don't send pub vouchers
my partner has a gambling addiction
I had to leave because of domestic violence
my ex was abusive, do not give him my address
living in a women's refuge
I get PIP and attendance allowance
I'm on the priority services register
customer is bipolar
My lad is autistic and needs a routine
ADHD makes it hard to keep track of the bills
I take medication that must be refrigerated
the stairlift stopped when the power went
my CPAP machine needs power all night
she has a heart condition
bad chest, can't breathe in this damp
my lungs are bad
he can't walk and sits in the cold all day
she fell and broke her hip
I have epilepsy
My kids are ill with the cold
The doctor says the house must stay warm
under the mental health team
Had chemo yesterday
I have MS, well multiple sclerosis
terminally ill
my hearing is going so please write
she struggles to breathe at night
my wife suffers from arthritis
I've got learning difficulties and need help with forms
We are homeless from Friday
social worker told me to call
waiting for a kidney transplant
I am a widow and he dealt with it all
My memory is not what it was
been signed off work with stress
my mum is very poorly
I'm 74. Is there any help?
Customer said he is blind
using a food bank this week
""".strip().splitlines()

ORDINARY = """
The boiler is sick again
a healthy balance on my account
I'm sick of waiting on hold
sick and tired of estimated bills
my meter died last night
the battery in the display is dead
the app has died
what is the deadline for readings
my complaint fell on deaf ears
bill was £75 last month
reading 45231
the price went up by 12%
Reported billing issue
Inquired about payment options
Asked about green tariff
Requested to stop notifications
Gave feedback on new app
Energy usage is up 20% on last year
my usage is 82 kWh this week
the rate is 74p
I paid 85 pounds
it is 68 degrees in here
a stroke of luck that I noticed
the new panel fits in the cupboard
there is a blind spot in your coverage
health and safety inspection of the meter
The engineer was late
your letter was rude
I'm cold
the house is freezing
any offers?
where is my order?
my direct debit failed
can I switch tariff
I want to speak to a manager
I'm not happy with the service
this is a joke
The call centre kept me waiting
Power cut since 6am
smell of gas in the kitchen
smart meter shows an error
my IHD is not working
moved house on 1 June
leaving the property next week
the account is in my wife's name
my son is paying the bill now
my daughter will ring you
expecting a refund of £40
expecting my bill on the 3rd
the operations team promised a call
the heart of the problem is the estimate
the heat pump is weak on cold days
solar export payment is missing
EV charger install date
Missed payment
Churn risk 87
Asked for a tariff comparison
please confirm my meter number
the pipe is leaking
I broke the display
I need help with the app
why is the standing charge so high
Thanks for all your help
I have had 3 bills this month
""".strip().splitlines()


def test_nothing_sensitive_is_missed() -> None:
    missed = [text for text in SENSITIVE if not mentions_health(text)]
    print(f"health: recall {1 - len(missed) / len(SENSITIVE):.3f} of {len(SENSITIVE)}")
    assert missed == []


def test_ordinary_talk_is_left_alone() -> None:
    taken = [text for text in ORDINARY if mentions_health(text)]
    print(f"health: false positives {len(taken) / len(ORDINARY):.3f} of {len(ORDINARY)}")
    assert len(taken) / len(ORDINARY) <= 0.03, taken
    assert all(reduce_health(text) == text for text in ORDINARY if text not in taken)


@pytest.mark.parametrize("text", SENSITIVE)
def test_what_is_sensitive_goes(text: str) -> None:
    for form in (text, text.upper(), text.lower(), text.replace("'", "’")):
        reduced = reduce_health(f"My bill is wrong. {form}. The reading is 45231.")
        assert reduced.startswith("My bill is wrong. ")
        assert reduced.endswith("The reading is 45231.")
        assert reduced.count(NEUTRAL_PHRASE) == 1
        assert not mentions_health(reduced)


def test_a_clause_goes_and_its_neighbours_stay() -> None:
    text = "I have cancer and my bill is £75, but the reading is right"
    assert reduce_health(text) == f"{NEUTRAL_PHRASE} and my bill is £75, but the reading is right"


def test_several_circumstances_are_one_phrase() -> None:
    assert reduce_health("I am deaf. My son has asthma! Please write") == (
        f"{NEUTRAL_PHRASE}. Please write"
    )


def test_invisible_characters_hide_nothing() -> None:
    assert mentions_health("I have can\u200bcer")
    assert reduce_health("Hello. I have can\u200bcer.") == f"Hello. {NEUTRAL_PHRASE}."


@given(
    st.lists(st.sampled_from([*SENSITIVE, *ORDINARY]), max_size=6),
    st.sampled_from(". |, |\n| ".split("|")),
)
def test_nothing_is_left_however_it_is_put_together(texts: list[str], between: str) -> None:
    reduced = reduce_health(between.join(texts))
    assert not mentions_health(reduced)
    assert reduce_health(reduced) == reduced
    assert reduced.count(NEUTRAL_PHRASE) <= 1


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert mentions_health(reduce_health(text)) is False


@pytest.mark.parametrize("text", ["a", " ", "my very ", "she is so ", "9", "and i ", "ill "])
def test_a_hostile_text_is_answered_at_once(text: str) -> None:
    start = time.perf_counter()
    reduce_health(text * (100_000 // len(text)))
    assert time.perf_counter() - start < 3
