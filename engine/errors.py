"""What an operator or a user can mend, and what a rule forbids."""

from __future__ import annotations


class OperatorError(Exception):
    """Something outside the program is wrong; the message says where, and what to do about it.

    Commands print it as one line, the screen ends with it. Anything else that ends a program is a
    defect of the program itself, and goes to the log.
    """


class RefusalError(Exception):
    """Refused by a rule, or not done: one line for stderr, exit code 1."""
