"""One frozen ``Settings``: every default in one place, a TOML file over it, ``SNE_*`` over both.

A setting ``name`` in the table ``[supplier]`` is also the variable ``SNE_SUPPLIER_NAME``; a setting
outside any table, ``database``, is ``SNE_DATABASE``. Unknown variables are ignored, since the
environment belongs to others too; an unknown name in the file is an error, since it is a slip.
"""

from __future__ import annotations

import dataclasses
import difflib
import getpass
import os
import tomllib
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path, user_data_path

from engine.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

APP = "sne"


class SettingsError(OperatorError):
    """A setting that cannot be used; the message names where it stands and what is expected."""


def _text(value: object) -> str:
    return str(value)


def _path(value: object) -> Path:
    return Path(str(value)).expanduser()


def _whole(value: object) -> int:
    number = int(str(value))
    if number < 0:
        raise ValueError("expected a whole number of 0 or more")
    return number


def _moment(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("expected a time with its offset, such as 2026-11-20T09:00:00+00:00")
    return moment.astimezone(UTC)


def _one_of(*choices: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if str(value) not in choices:
            raise ValueError(f"expected one of {', '.join(choices)}")
        return str(value)

    return parse


def _setting(default: Any, parse: Callable[[object], Any], about: str) -> Any:
    """Declare a setting: its default (or a function that makes it), its parser and its meaning."""
    metadata = {"parse": parse, "about": about}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def _table(kind: type[Any]) -> Any:
    """Declare a table of further settings."""
    return field(default_factory=kind, metadata={"table": kind})


def _default_data_directory() -> Path:
    here = Path("user_data")
    return here if here.is_dir() else Path(__file__).resolve().parents[1] / "user_data"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container user without a passwd entry has no name; its number still tells agents apart.
        return f"uid-{os.getuid()}"


@dataclass(frozen=True, slots=True)
class SupplierSettings:
    """Who we are, as customers read it."""

    name: str = _setting("Glenlight Energy", _text, "the supplier's name in messages")


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """How cases are explained and messages written."""

    texts: Path | None = _setting(
        None, _path, "a file with your own wording, over the built-in one"
    )


@dataclass(frozen=True, slots=True)
class SendingSettings:
    """What happens between approval and channel."""

    undo_seconds: int = _setting(10, _whole, "how long a send from the screen can be taken back")
    again_after_days: int = _setting(7, _whole, "days that a contacted customer stays off the list")
    skip_days: int = _setting(30, _whole, "days that a skipped customer stays off the list")


@dataclass(frozen=True, slots=True)
class SpoolSettings:
    """The embedded channel: one file per message, nothing leaves the machine."""

    directory: Path | None = _setting(
        None, _path, "where messages go; default: beside the database"
    )


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How the workbench looks."""

    theme: str = _setting(
        "auto", _one_of("auto", "dark", "light", "ansi"), "auto, dark, light or ansi (16 colours)"
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be chosen. Read with ``load_settings``."""

    database: Path = _setting(
        lambda: user_data_path(APP) / "sne.sqlite3", _path, "the one file that holds everything"
    )
    data_directory: Path = _setting(
        _default_data_directory, _path, "where the customer files are; loaded on the first start"
    )
    now: datetime | None = _setting(None, _moment, "sets the clock (ISO 8601 with offset)")
    agent: str = _setting(_login_name, _text, "who is at the keyboard; default: the login name")
    supplier: SupplierSettings = _table(SupplierSettings)
    analysis: AnalysisSettings = _table(AnalysisSettings)
    sending: SendingSettings = _table(SendingSettings)
    spool: SpoolSettings = _table(SpoolSettings)
    screen: ScreenSettings = _table(ScreenSettings)
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"free_table": True, "about": 'your keys: action = "key" (see sne keys)'},
    )

    @property
    def spool_directory(self) -> Path:
        """Where the spool channel writes."""
        return self.spool.directory or self.database.parent / "spool"

    @property
    def rejects_directory(self) -> Path:
        """Where rejected rows of the last load are written, to be mended and loaded again."""
        return self.database.parent / "rejects"

    @property
    def log_file(self) -> Path:
        """Where errors are written in full; the screen shows them in one line."""
        return self.database.parent / "sne.log"


def default_config_file() -> Path:
    """Return where the settings file is looked for when nobody names one."""
    return user_config_path(APP) / "settings.toml"


def load_settings(
    environ: Mapping[str, str],
    config: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Settings:
    """Return the settings from file, environment and command line, the later winning.

    Args:
        environ: the environment; only names starting with ``SNE_`` are looked at.
        config: the settings file. A named file must exist; the default one need not.
        overrides: top-level settings from the command line; None values are skipped.

    Raises:
        SettingsError: a value cannot be used, or the file holds an unknown name.
    """
    named = config or (Path(environ["SNE_CONFIG"]) if environ.get("SNE_CONFIG") else None)
    path = named or default_config_file()
    table: dict[str, object] = {}
    if named or path.is_file():
        table = _read_toml(path)
    settings: Settings = _build(Settings, table, environ, "SNE", str(path))
    given = {name: value for name, value in (overrides or {}).items() if value is not None}
    if not given:
        return settings
    return dataclasses.replace(settings, **given)


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such settings file") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}") from None


def _build(
    kind: type[Any],
    table: Mapping[str, object],
    environ: Mapping[str, str],
    prefix: str,
    where: str,
) -> Any:
    known = {f.name: f.metadata for f in fields(kind)}
    for name in table:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0]}?" if close else f"; known: {', '.join(known)}"
            raise SettingsError(f"{where}: unknown setting {name!r}{hint}")
    values: dict[str, object] = {}
    for name, declared in known.items():
        variable = f"{prefix}_{name.upper()}"
        if "table" in declared:
            inner = _section(table, name, where)
            values[name] = _build(declared["table"], inner, environ, variable, f"{where} [{name}]")
        elif "free_table" in declared:
            values[name] = _free_table(_section(table, name, where), environ, variable)
        elif environ.get(variable):
            values[name] = _parsed(declared, environ[variable], f"the variable {variable}")
        elif name in table:
            values[name] = _parsed(declared, table[name], f"{where}: {name}")
    return kind(**values)


def _section(table: Mapping[str, object], name: str, where: str) -> Mapping[str, object]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise SettingsError(f"{where}: [{name}] must be a table")
    return section


def _free_table(
    section: Mapping[str, object], environ: Mapping[str, str], prefix: str
) -> dict[str, str]:
    """A table whose names are not ours to list here (keys by action)."""
    values = {name: str(value) for name, value in section.items()}
    start = f"{prefix}_"
    for variable, value in environ.items():
        if variable.startswith(start) and value:
            values[variable.removeprefix(start).lower()] = value
    return values


def _parsed(metadata: Mapping[str, Any], value: object, where: str) -> object:
    try:
        return metadata["parse"](value)
    except ValueError as error:
        raise SettingsError(f"{where} is {value!r}: {error}") from None


def describe_settings() -> list[tuple[str, str, str]]:
    """Return (name in the file, variable, meaning) of every setting, for the manual."""
    rows: list[tuple[str, str, str]] = []
    for declared in fields(Settings):
        inner = declared.metadata.get("table")
        named = (
            [(f"{declared.name}.{f.name}", f.metadata["about"]) for f in fields(inner)]
            if inner
            else [(declared.name, declared.metadata["about"])]
        )
        more = "_<ACTION>" if "free_table" in declared.metadata else ""
        rows += [
            (name, f"SNE_{name}".replace(".", "_").upper() + more, about) for name, about in named
        ]
    return rows
