"""What the driver relies on in Textual: said in words when Textual changes it."""

from __future__ import annotations

import inspect

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.driver import decide_driver, driver_called
from tui.driver.lean import LeanDriver


def test_textual_still_takes_a_driver_class() -> None:
    assert "driver_class" in inspect.signature(App.__init__).parameters, (
        "App has no driver_class any more: tui/app.py needs another way to choose the driver"
    )


@pytest.mark.parametrize(
    "name",
    ["write", "close", "start_application_mode", "stop_application_mode", "process_message"],
)
def test_the_driver_of_textual_still_has_what_is_built_upon(name: str) -> None:
    ours, theirs = getattr(LeanDriver, name), getattr(LinuxDriver, name, None)
    assert theirs is not None, f"LinuxDriver.{name} is gone: tui/driver/lean.py overrides it"
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters), (
        f"LinuxDriver.{name} takes other arguments: see tui/driver/lean.py"
    )


def test_textual_writes_to_the_terminal_by_write_only() -> None:
    writers = {
        name
        for name, function in inspect.getmembers(LinuxDriver, inspect.isfunction)
        if "_writer_thread" in inspect.getsource(function)
    }
    assert writers == {"__init__", "write", "start_application_mode", "close"}, (
        "LinuxDriver writes to the terminal past write(): tui/driver/lean.py would not see it"
    )


@pytest.mark.parametrize(
    ("wanted", "term", "driver"),
    [
        ("stock", "xterm", None),
        ("lean", "xterm", LeanDriver),
        ("auto", "xterm", LeanDriver),
        ("lean", "dumb", LeanDriver),
    ],
)
def test_the_setting_decides(wanted: str, term: str, driver: type | None) -> None:
    assert driver_called(decide_driver(wanted, {"TERM": term}).value) is driver
