"""Exit codes, and the two ways in which a command says no."""

from __future__ import annotations

from engine.errors import OperatorError, RefusalError

__all__ = ["DONE", "IN_PART", "WRONG", "RefusalError", "UsageError"]

DONE, IN_PART, WRONG = 0, 1, 2


class UsageError(OperatorError):
    """Wrong use or bad input: one line for stderr, exit code 2."""
