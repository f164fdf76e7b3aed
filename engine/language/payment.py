"""Tell from the words of a message whether it is about money that is owed (uk-rules, rules 8, 13).

Broad on purpose: a message taken for one about debt waits for the hours of debt, and is stopped
during Breathing Space; a message about debt that is not seen as one breaks a rule.
"""

from __future__ import annotations

from engine.language.phrases import any_of

_DEBT = any_of(
    r"(missed|late|overdue|outstanding|unpaid|failed|bounced|returned|due) (\w+ ){0,2}"
    r"(payments?|bills?|balances?|direct debits?|instalments?|amounts?|sums?|money)",
    r"(payments?|bills?|balances?|direct debits?|instalments?) (\w+ ){0,4}"
    r"(missed|late|overdue|outstanding|unpaid|failed|bounced|not been (made|paid|received)|"
    r"has not (come|gone|been)|hasn't (come|gone|been)|did not (go|come)|didn't (go|come))",
    r"(arrears|debts?|indebted|owes?|owed|owing|repay|repays|repaid|repaying|repayments?)",
    r"payment (plans?|reminders?|arrangements?|holidays?)",
    r"(catch|catching) up (on|with) (\w+ ){0,3}(payments?|bills?)",
    r"(behind|fallen behind) (on|with) (\w+ ){0,3}(payments?|bills?)",
    r"(pay|settle|clear|paying|settling|clearing) (\w+ ){0,3}"
    r"(bills?|balances?|accounts?|amounts?|arrears|in full|now|today|us)",
    r"(make|making) (\w+ ){0,2}payments?",
    r"afford\w* (\w+ ){0,3}(rates?|payments?|bills?|amounts?|way to pay)",
    r"(struggl\w+|difficult\w*|trouble|worried) (\w+ ){0,4}(pay|paying|payments?|bills?)",
)


def is_about_debt(text: str) -> bool:
    """Return whether a message speaks of a missed payment, arrears or how to repay."""
    return _DEBT.search(text) is not None
