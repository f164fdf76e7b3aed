"""Settings: defaults, the file over them, the environment over both."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.settings import SettingsError, describe_settings, load_settings


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(
        'agent = "file"\n[supplier]\nname = "From File"\n[sending]\nundo_seconds = 3\n'
    )
    settings = load_settings({"SNE_SUPPLIER_NAME": "From Environment"}, config)
    assert settings.supplier.name == "From Environment"
    assert settings.agent == "file"
    assert settings.sending.undo_seconds == 3
    assert settings.sending.skip_days == 30


def test_every_setting_has_a_variable_and_unknown_variables_are_ignored() -> None:
    assert all(variable.startswith("SNE_") for _name, variable, _about in describe_settings())
    assert load_settings({"SNE_NO_SUCH_THING": "1", "PATH": "/bin"}).sending.undo_seconds == 10


def test_the_clock_needs_an_offset_and_is_kept_in_utc() -> None:
    settings = load_settings({"SNE_NOW": "2026-07-01T10:00:00+01:00"})
    assert settings.now == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    with pytest.raises(SettingsError, match=r"SNE_NOW.*2026-07-01T10:00:00'.*offset"):
        load_settings({"SNE_NOW": "2026-07-01T10:00:00"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('agnet = "x"', r"unknown setting 'agnet'; did you mean agent\?"),
        ("[sending]\nundo_seconds = -1", r"undo_seconds is -1: expected a whole number of 0"),
        ('[sending]\nundo_seconds = "soon"', "undo_seconds is 'soon'"),
        ('supplier = "x"', r"\[supplier\] must be a table"),
        ('[screen]\ntheme = "pink"', "expected one of auto, dark, light, ansi"),
        ("not toml", "cannot be read as TOML"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_settings({}, config)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        load_settings({}, tmp_path / "missing.toml")


def test_keys_come_from_their_own_table(tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text('[keys]\nsend = "S"\n')
    assert load_settings({"SNE_KEYS_QUIT": "Q"}, config).keys == {"send": "S", "quit": "Q"}


def test_the_command_line_wins_over_everything(tmp_path: Path) -> None:
    given = tmp_path / "given.db"
    settings = load_settings({"SNE_DATABASE": "/elsewhere.db"}, overrides={"database": given})
    assert settings.database == given
    assert settings.spool_directory == tmp_path / "spool"
