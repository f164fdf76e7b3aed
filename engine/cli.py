"""The ``sne`` command: finds the command, reads its options, runs it, turns errors into one line.

Exit codes: 0 done, 1 done in part or refused by a rule, 2 wrong use or bad input. Each command is
a module of ``engine.commands`` and is imported only when it is called.
"""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from engine.clock import session_clock
from engine.commands.context import Context
from engine.commands.errors import DONE, IN_PART, WRONG, RefusalError, UsageError
from engine.errors import OperatorError
from engine.log import write_error
from engine.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.clock import Clock
    from engine.settings import Settings

COMMANDS = {
    "load": "load the customer files",
    "worklist": "who needs contact, most pressing first",
    "show": "one customer: the whole profile and the analysis",
    "customers": "all customers as the files have them",
    "chats": "bring in chats, tweets and interactions; export their figures",
    "metrics": "how the service went: satisfaction, times, mood, topics",
    "conversations": "conversations with their figures, a page at a time",
    "conversation": "one conversation: messages, figures, topics",
    "nba": "the next best action for open conversations",
    "segments": "the four segments: customers and averages",
    "value-seekers": "the target segment in figures",
    "billing-issues": "customers who wrote about billing or complained",
    "notifications": "the notifications sent before, from the files",
    "analyse": "have a model explain cases and write messages",
    "batch": "large runs of the model at half the price",
    "usage": "what models were asked and what it cost",
    "doctor": "what the model needs and whether it is there",
    "check": "check a message against a customer's record",
    "mask": "take what identifies a person out of text",
    "sentiment": "say whether texts read as positive, neutral or negative",
    "snippets": "pieces of text to put into messages",
    "draft": "write, show or throw away an unsent message",
    "drafts": "unsent messages",
    "send": "review and send one message",
    "review": "what would go to several customers, and what speaks against it",
    "gate": "ask the rules of contact about a message",
    "leases": "who works on whom, and until when",
    "lease": "keep a customer for yourself, or give them back",
    "undo": "take back a message that is still waiting",
    "deliver": "hand waiting messages to their channels",
    "channels": "what serves each channel; test one",
    "call": "calls to make, and what came of them",
    "outbox": "what is queued, sent, failed or unknown",
    "cancel": "take one waiting message back, by its own id",
    "retry": "send a failed message anew, or try a waiting one now",
    "reports": "read delivery reports and bounces in",
    "resolve": "say what became of a message whose outcome is unknown",
    "objection": "record that a customer wants no marketing",
    "audit": "who did what, when, to whom; --verify checks the chain",
    "snooze": "put a customer aside until later",
    "skip": "take a customer off the worklist, with the reason",
    "reopen": "put a customer back on the worklist",
    "note": "write a note on a customer for colleagues",
    "assign": "make a customer an agent's or a team's, with a note",
    "views": "named filters of the worklist",
    "backup": "copy the database into a file while others work",
    "sample": "make believable customer files",
    "settings": "every setting, its value and its variable",
}


class CommandModule(Protocol):
    """What a module of ``engine.commands`` offers; its docstring is the manual page."""

    __doc__: str | None

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, context: Context) -> int:
        """Do it; return the exit code."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A command from outside the engine: one line of help, and its module's name."""

    about: str
    module: str


def main(
    argv: Sequence[str],
    *,
    open_screen: Callable[[Settings, Clock, str | None], int],
    extras: dict[str, Extra] | None = None,
) -> int:
    """Run ``sne`` with ``argv`` and return the exit code.

    Args:
        argv: the arguments, without the program's name.
        open_screen: opens the workbench's screen; called when no command is given.
        extras: commands that the caller adds.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a question mark, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    settings: Settings | None = None
    try:
        name, arguments = _parse(list(argv), extras or {})
        settings = load_settings(
            os.environ, arguments.config, {"database": arguments.db} if arguments.db else None
        )
        if name is None:
            clock = session_clock(settings.now)
            return open_screen(settings, clock, arguments.config and str(arguments.config))
        _ask_for_permission(name, settings)
        code: int = arguments.run(Context(arguments, settings))
    except OperatorError as error:
        return _fail(str(error), WRONG)
    except RefusalError as error:
        return _fail(str(error), IN_PART)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python must not try to flush into the pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _fail("interrupted", IN_PART)
    except Exception as error:
        return _fail(_unexpected(error, settings), WRONG)
    return code


def _ask_for_permission(name: str, settings: Settings) -> None:
    """Refuse a command that asks no workbench, and so is not refused there."""
    from engine.workbench.permissions import COMMANDS as ASKED
    from engine.workbench.permissions import require

    if name in ASKED:
        require(settings.people, settings.agent, ASKED[name])


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def _parse(argv: list[str], extras: dict[str, Extra]) -> tuple[str | None, argparse.Namespace]:
    """Return the command's name (None for the screen) and its arguments."""
    known = COMMANDS | {name: extra.about for name, extra in extras.items()}
    places = (i for i, word in enumerate(argv) if word in known and not _is_value(argv, i))
    place = next(places, None)
    name = None if place is None else argv[place]
    if name is None:
        parser = _Parser(
            prog="sne",
            description="The Smart Notification Engine: without a command, the workbench opens.",
            epilog=_overview(known),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _common(parser)
        parser.add_argument("command", nargs="?", metavar="COMMAND", help="see below")
        arguments = parser.parse_args(argv)
        if arguments.command:
            raise UsageError(f"{arguments.command!r} is no command; see sne --help")
        return None, arguments
    module: CommandModule = import_module(
        extras[name].module if name in extras else f"engine.commands.{name.replace('-', '_')}"
    )
    summary, _, body = (module.__doc__ or "").partition("\n")
    parser = _Parser(
        prog=f"sne {name}",
        description=f"{summary}\n{body}".strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.arguments(parser)
    _common(parser)
    parser.set_defaults(run=module.run)
    rest = [word for i, word in enumerate(argv) if i != place]
    # Options may stand anywhere, also between the words of a command: chats load --force FILE.
    return name, parser.parse_intermixed_args(rest)


def _is_value(argv: list[str], place: int) -> bool:
    """Whether the word is the value of an option before it (``--db load``)."""
    return place > 0 and argv[place - 1] in ("--db", "--config")


def _common(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("everywhere")
    group.add_argument("--db", type=Path, metavar="FILE", help="the database (SNE_DATABASE)")
    group.add_argument("--config", type=Path, metavar="FILE", help="the settings (SNE_CONFIG)")


def _overview(known: dict[str, str]) -> str:
    width = max(map(len, known)) + 2
    lines = [f"  {name:<{width}}{about}" for name, about in known.items()]
    return (
        "commands (sne COMMAND --help says more):\n"
        + "\n".join(lines)
        + textwrap.dedent("""

        exit codes: 0 done, 1 done in part or refused by a rule, 2 wrong use or bad input
        Every setting is also a variable SNE_…; sne settings lists them.""")
    )


def _fail(message: str, code: int) -> int:
    from engine.privacy.clean import clean_line

    print(f"sne: {clean_line(message)}", file=sys.stderr)
    return code


def _unexpected(error: Exception, settings: Settings | None) -> str:
    """Log the traceback and return the line for the user."""
    from engine.store.trouble import in_plain_words

    where = ""
    if settings is not None and write_error(settings.log_file, error):
        where = f"; the details are in {settings.log_file}"
    if words := in_plain_words(error):
        return words
    return f"this should not have happened: {type(error).__name__}: {error}{where}"
