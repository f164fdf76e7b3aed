"""Read the settings: a TOML file over the defaults, ``SNE_*`` over both, the host's over all.

What stands in the settings file of the host holds for everyone on it: neither a person's own file
nor a variable changes it. There belong the roles, the teams and the channels of a shared host.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path

from engine.errors import OperatorError
from engine.settings.people import login_name
from engine.settings.tables import APP, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


HOST_FILE = Path("/etc/sne/settings.toml")
"""The settings of the host. Not looked for through any variable: those are in everyone's hands."""


class SettingsError(OperatorError):
    """A setting that cannot be used; the message names where it stands and what is expected."""


def default_config_file() -> Path:
    """Return where the settings file is looked for when nobody names one."""
    return user_config_path(APP) / "settings.toml"


def load_settings(
    environ: Mapping[str, str],
    config: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    host: Path = HOST_FILE,
    login: str | None = None,
) -> Settings:
    """Return the settings from file, environment, the host's file and command line, the later wins.

    Args:
        environ: the environment; only names starting with ``SNE_`` are looked at.
        config: the settings file. A named file must exist; the default one need not.
        overrides: top-level settings from the command line; None values are skipped.
        host: the settings file of the host, which need not exist.
        login: who is logged in; default: the account that this process runs as.

    Raises:
        SettingsError: a value cannot be used, a file holds an unknown name, or the agent is
            somebody else than who is logged in where roles forbid it.
    """
    named = config or (Path(environ["SNE_CONFIG"]) if environ.get("SNE_CONFIG") else None)
    path = named or default_config_file()
    table: dict[str, object] = {}
    if named or path.is_file():
        table = _read_toml(path)
    given = _Given(table, environ, str(path), _read_toml(host) if host.is_file() else {}, str(host))
    settings: Settings = _build(Settings, given, "SNE")
    if reason := settings.people.why_not_agent(settings.agent, login or login_name()):
        raise SettingsError(reason)
    named_here = {name: value for name, value in (overrides or {}).items() if value is not None}
    return dataclasses.replace(settings, **named_here) if named_here else settings


def _read_toml(path: Path) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such settings file") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}") from None


@dataclass(frozen=True, slots=True)
class _Given:
    """What the files and the environment say, of all settings or of one table.

    Attributes:
        table: what the person's file says.
        where: how sentences name that file, and the table in it.
        fixed: what the host's file says.
        fixed_where: how sentences name that file, and the table in it.
    """

    table: Mapping[str, object]
    environ: Mapping[str, str]
    where: str
    fixed: Mapping[str, object]
    fixed_where: str

    def inner(self, name: str) -> _Given:
        """Return what is said of one table."""
        return _Given(
            _section(self.table, name, self.where),
            self.environ,
            f"{self.where} [{name}]",
            _section(self.fixed, name, self.fixed_where),
            f"{self.fixed_where} [{name}]",
        )


def _build(kind: type[Any], given: _Given, prefix: str) -> Any:
    known = {f.name: f.metadata for f in fields(kind)}
    _refuse_unknown(given.table, known, given.where)
    _refuse_unknown(given.fixed, known, given.fixed_where)
    values: dict[str, object] = {}
    for name, declared in known.items():
        variable = f"{prefix}_{name.upper()}"
        if "table" in declared:
            values[name] = _build(declared["table"], given.inner(name), variable)
        elif "free_table" in declared:
            values[name] = _free_table(declared, given.inner(name), variable)
        elif name in given.fixed:
            values[name] = _parsed(declared, given.fixed[name], f"{given.fixed_where}: {name}")
        elif given.environ.get(variable):
            values[name] = _parsed(declared, given.environ[variable], f"the variable {variable}")
        elif name in given.table:
            values[name] = _parsed(declared, given.table[name], f"{given.where}: {name}")
    return kind(**values)


def _refuse_unknown(table: Mapping[str, object], known: Iterable[str], where: str) -> None:
    for name in table:
        if name not in known:
            import difflib

            close = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0]}?" if close else f"; known: {', '.join(known)}"
            raise SettingsError(f"{where}: unknown setting {name!r}{hint}")


def _section(table: Mapping[str, object], name: str, where: str) -> Mapping[str, object]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise SettingsError(f"{where}: [{name}] must be a table")
    return section


def _free_table(declared: Mapping[str, Any], given: _Given, prefix: str) -> dict[str, object]:
    """A table whose names are not ours to list; where the host has one, only the host's counts."""
    if given.fixed:
        rows = [
            (name, value, f"{given.fixed_where}: {name}") for name, value in given.fixed.items()
        ]
    else:
        rows = [(name, value, f"{given.where}: {name}") for name, value in given.table.items()]
        start = f"{prefix}_"
        rows += [
            (variable.removeprefix(start).lower(), value, f"the variable {variable}")
            for variable, value in given.environ.items()
            if variable.startswith(start) and value
        ]
    return {name: _parsed(declared, value, where) for name, value, where in rows}


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
        more = "_…" if "free_table" in declared.metadata else ""
        rows += [
            (name, f"SNE_{name}".replace(".", "_").upper() + more, about) for name, about in named
        ]
    return rows
