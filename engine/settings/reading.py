"""Read the settings: a TOML file over the defaults, ``SNE_*`` over both."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path

from engine.errors import OperatorError
from engine.settings.tables import APP, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping


class SettingsError(OperatorError):
    """A setting that cannot be used; the message names where it stands and what is expected."""


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
        more = "_…" if "free_table" in declared.metadata else ""
        rows += [
            (name, f"SNE_{name}".replace(".", "_").upper() + more, about) for name, about in named
        ]
    return rows
