"""Health and vulnerability never leave as text; ordinary talk about energy stays as it is."""

from __future__ import annotations

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

# Fresh sentences, in three rounds. First runs: 37 of 60 found and 13 of 60 ordinary ones taken;
# 41 of 60 and 7 of 60 with the phrases from before round 1; 11 of 25 and 6 of 25 with those from
# after round 2. The last is the estimate for what nobody has seen.
FRESH_SENSITIVE = """
my granddad cant get up the stairs anymore
i take blood thinners and feel the cold
she's got COPD
just out of theatre, recovering at home
i'm on crutches for six weeks
he is waiting on a hip replacement
the nurse comes every morning
my little one is only five weeks old
baby due any day
mum is in a hospice
my brother hanged himself last month
i can't cope anymore
been having panic attacks over this
he has a pacemaker
i need my nebuliser plugged in
wife is in a wheelchair
lost my sight two years ago
he is hard of hearing so email only
she has parkinson's
I've got Crohn's and need the loo warm
dad has alzheimers
under the crisis team
i self harm when letters like this come
my partner throws things at me
he controls all the money and I'm frightened
fled my husband in March
i have no food in the house
choosing between heating and eating
on universal credit and skint
lost my job and we're living off nothing
my husband's just been made redundant
I don't speak much English
need someone to translate for my mum
I cannot read or write very well
I'm dyslexic
he has Down's syndrome
my daughter has cerebral palsy
home dialysis machine uses loads of power
my legs don't work
I had a fall on Sunday
broke my ankle so can't reach the meter
I'm in my eighties
she turned 90 in May
my father is no longer with us
since my wife went
we buried mum on Friday
I'm her carer
suffering with long covid
I'm HIV positive
had a bypass in April
she's on morphine
he's a veteran with PTSD
going through a nervous breakdown
going through chemotherapy
my son is in a coma
I've got a bad back and can't bend
i bruise easily and my joints ache
I'm trans and transitioning
I am an insulin user
gets DLA for the boy
my eyesight is failing so the app is no use
I use a hearing aid and can't do phone calls
waiting for an operation on my knee
my wife has lupus
son has a tracheostomy and a suction machine
she is bedbound
he sleeps with a ventilator
we've got a premature baby
my partner is six months gone
twins on the way
my nan passed
Dad died
mum has just passed away
I'm newly widowed
my other half took his own life
thinking of ending it all
I feel hopeless and can't go on
on antidepressants
my head isn't right at the minute
having a mental breakdown
schizophrenia
I'm in rehab
drinks heavily
hooked on online betting
he beats me
my ex has a restraining order against him
she's in sheltered housing
I'm 79 years old
both of us are over 80
we are pensioners
my mother is in a nursing home
I have carers four times a day
he gets attendance allowance
I'm on PIP
we live on benefits
I get universal credit
I can't afford to put money on the meter
kids going without food
bailiffs are at the door and I have nothing
just lost my job
zero hours and no shifts
we've been made homeless
sofa surfing at the moment
I'm an asylum seeker
English is my second language
I need a sign language interpreter
send me braille
can't hold a pen any more
arthritic hands
my knees are shot and I can't kneel to the meter
doctor has signed me off
on oxygen at night
she's got a catheter and needs hot water
my lad's got sickle cell
undergoing radiotherapy
awaiting a biopsy
a lump was found
he's paralysed from the waist down
motor neurone
I have ME and fibromyalgia
my wife is on a drip at home
I have a weak bladder and sit in the cold
the lad's on the spectrum
we've a poorly dog, no, a poorly child
gran is in her late seventies
my mother is very confused these days
I lost the baby
my stepdad lashes out
he keeps my wages from me
there is nothing in the fridge for the kids
the cold makes my chest tight
can't manage the stairs now
she's waiting for a bed on the ward
my tablets make me drowsy
we scattered his ashes
I cry all day
living in a hostel
my pension doesn't stretch
I can hardly see the numbers
he needs constant warmth after the accident
I've been furloughed and have no savings
I don't understand letters in English
a diabetic
my dialysis fluid has to be warm
mam has gone into a home
""".strip().splitlines()

FRESH_ORDINARY = """
the boiler coughs and splutters
my bill gives me a headache
the tariff died a death
Your website is blind to my login
I'm crippled by your prices? no, joking
my fridge is on its last legs
the fuse has blown in the cupboard
I fell behind by a month
direct debit broke
the engineer broke the gate
the meter is too high
usage fell on Sunday
the baby blue display stopped
delivery of the hub is due in May
the account is due in June
I'm expecting an engineer
I work for a hospice charity
my wife will call tomorrow
Dad pays the bill
the price hike is insane
your prices are sick
I lost my password
I lost the letter
I lost my card
we lost power
mum's house is empty
the carer's allowance page link is broken
wheel on the meter turns backwards
I see no change
I can't see my bill online
I can't read the bill on my phone
I can't reach anyone at your office
I can't breathe life into this app
the app speaks English but not Welsh
can I have the bill in large envelopes
hearing nothing from you
I'm waiting on a refund
the operation takes 5 minutes
he is in a meeting
my back boiler is old
back garden meter box
heart of the city office
the signal is weak
weak signal in the hall
the meter needs a transplant lol
we are 5 weeks into the contract
my contract is 12 weeks old
bill is 90 pounds
she turned off the heating
my father set up the account
since my wife went paperless
I went through the letter
going through a new supplier
the treatment I got from your staff was poor
disabled notifications in the app
my account was disabled
the direct debit was crippled by the bank
cold in the kitchen
no hot water since Sunday
poor service all round
my phone battery is dead
the line went dead on me
the meter screen is blank
your app makes me sick
a dying boiler
the switch is stuck
your chat bot is hopeless
I can't go on the app
I can't go online
can't get through on the phone
I can't hear the alarm from the meter cupboard
I can't walk into a branch any more
help me end it, the contract I mean
ending the contract
the tariff is going up in April
I take readings every month
I take the bus
he beat me to it and switched
a hit on my bank balance
my partner moved in
my partner pays half
we moved to a new home
I bought a house
I have two children and a dog
twin sockets do not work
my bill is over 80
I'm 40 quid down
we've lived here 30 years
the house is 90 years old
contract ends in 2 months
the app has a memory leak
my eyes nearly popped out at the price
heart attack of a bill
I nearly fainted at the price
my back door lock
he is on holiday
she is in Spain
mum lives with us
my dad has the password
he has the meter key
she has three accounts
I've got a new boiler
I have a smart meter and an EV
the doctor's surgery next door has power
nurse call system tariff for business
our school needs a quote
care team at your office were helpful
customer care was good
Thank you for taking care of this
I don't care about vouchers
don't want to be on this tariff any more
don't want to be called
the grid operator
the job was not finished
I got a new job
your man did a good job
the food was off after the power cut
can't afford not to switch
sign me up
the form was in English
the bill makes no sense
I cannot see the usage graph
couldn't reach customer services
the meter reader came early
we lost the internet
the old tariff passed its end date
he passed the phone to me
she passed on the reading
he gave up waiting
I hate this app
the account holder moved to Leeds
my baby monitor uses 5W
fully charged car battery
no money was taken this month
the house is cold and damp
police station next door
translate kWh into pounds
I need a new job number
my back garden is flooded
the lodger left in June
she left the company
turning 30 pounds into 60
over 70 kWh this week
the display has a broken arm bracket
hungry for savings
""".strip().splitlines()


def test_nothing_sensitive_is_missed() -> None:
    missed = [text for text in (*SENSITIVE, *FRESH_SENSITIVE) if not mentions_health(text)]
    print(f"health: {len(missed)} missed")
    assert missed == []


@pytest.mark.parametrize("texts", [ORDINARY, FRESH_ORDINARY])
def test_ordinary_talk_is_left_alone(texts: list[str]) -> None:
    taken = [text for text in texts if mentions_health(text)]
    print(f"health: false positives {len(taken) / len(texts):.3f} of {len(texts)}")
    assert len(taken) / len(texts) <= 0.03, taken
    assert all(reduce_health(text) == text for text in texts if text not in taken)


@pytest.mark.parametrize("text", [*SENSITIVE, *FRESH_SENSITIVE])
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
def test_a_hostile_text_is_answered(text: str) -> None:
    """Anything that took quadratic time would be noticed: by whoever waits for the tests."""
    assert not mentions_health(reduce_health(text * (20_000 // len(text))))
