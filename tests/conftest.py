"""What most tests stand on: a fixed clock, a folder of customer files, a loaded database, `sne`."""

from __future__ import annotations

import csv
import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from engine.clock import fixed_clock
from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings, load_settings
from tests.forking import Forking

pytest_plugins = ("tests.wire.fixtures",)

# Tests make little garbage that matters: looking for it less often saves a tenth of the time.
gc.set_threshold(50_000, 20, 50)

# A run repeats the one before it. To look for new cases: HYPOTHESIS_PROFILE=default pytest.
hypothesis.settings.register_profile("repeat", derandomize=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))

ROOT = Path(__file__).resolve().parents[1]
USER_DATA = ROOT / "user_data"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass
class CustomerFiles:
    """A folder of customer files that a test writes row by row."""

    directory: Path
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def add(self, file: str, **cells: object) -> CustomerFiles:
        """Add a row; cells that are not named are empty. Keys are the headers of the file."""
        row = dict.fromkeys(HEADERS[file], "") | {k: str(v) for k, v in cells.items()}
        self.rows.setdefault(file, []).append(row)
        return self

    def customer(self, customer_id: int, **cells: object) -> CustomerFiles:
        """Add an unremarkable profile row."""
        plain = {
            "Customer_ID": customer_id,
            "Name": f"Customer {customer_id}",
            "Age": 40,
            "Location": "Aberdeen",
            "Preferred_Channel": "Email",
            "Segment": "Engaged",
            "Opted_In": "Yes",
            "Income_Bracket": "Medium",
            "Customer_Since": "2018-05-01",
            "Satisfaction_Score": 7,
        }
        return self.add("Customer Profiles.csv", **(plain | cells))

    def activity(self, customer_id: int, **cells: object) -> CustomerFiles:
        """Add an unremarkable account row."""
        plain = {
            "Customer_ID": customer_id,
            "Account_Status": "Active",
            "Last_Transaction": "Bill Payment",
            "Last_Login": "2026-11-18 10:00",
            "Recent_Activity": "Viewed usage dashboard",
            "Engagement_Score": 60,
            "Account_Tenure_Years": 8.5,
            "Subscription_Type": "Premium",
            "Churn_Risk_Score": 20,
        }
        return self.add("Account Activity Logs.csv", **(plain | cells))

    def interaction(self, customer_id: int, **cells: object) -> CustomerFiles:
        """Add an unremarkable interaction."""
        plain = {
            "Customer_ID": customer_id,
            "Channel": "Phone",
            "Date & Time": "2026-11-10 11:31",
            "Interaction_Type": "Query",
            "Sentiment": "Neutral",
            "Summary": "Asked about opening hours",
            "Response_Time_Minutes": 12,
            "Resolution_Status": "Resolved",
            "Agent_ID": "A-101",
        }
        return self.add("Interaction History.csv", **(plain | cells))

    def action(self, customer_id: int, **cells: object) -> CustomerFiles:
        """Add a recommended action."""
        plain = {
            "Customer_ID": customer_id,
            "Scenario": "Tariff inquiry",
            "Recommended_Action": "Send tariff comparison",
            "Urgency_Level": "Low",
            "Follow_Up_Required": "No",
            "Assigned_Team": "Marketing",
        }
        return self.add("Recommended Actions.csv", **(plain | cells))

    def notification(
        self, notification_id: str, customer_id: int, **cells: object
    ) -> CustomerFiles:
        """Add a notification of the past."""
        plain = {
            "Notification_ID": notification_id,
            "Customer_ID": customer_id,
            "Channel": "Email",
            "Sent_Date": "2026-10-01 12:00",
            "Notification_Type": "Usage Alert",
            "Opened": "Yes",
            "Clicked": "No",
            "Action_Taken": "",
            "Delivery_Status": "Delivered",
            "Notification_Priority": "Low",
            "Response_Time_Hours": 3,
        }
        return self.add("Notification History.csv", **(plain | cells))

    def write(self) -> Path:
        """Write all five files (those without rows with their header only); return the folder."""
        self.directory.mkdir(parents=True, exist_ok=True)
        for file, headers in HEADERS.items():
            with (self.directory / file).open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, headers)
                writer.writeheader()
                writer.writerows(self.rows.get(file, []))
        return self.directory


def _headers() -> dict[str, list[str]]:
    names = [path.name for path in USER_DATA.glob("*.csv") if path.name != "Energy Usage.csv"]
    found = {}
    for name in sorted(names):
        with (USER_DATA / name).open(encoding="utf-8", newline="") as stream:
            found[name] = next(csv.reader(stream))
    return found


HEADERS = _headers()


@dataclass(frozen=True)
class Ran:
    """What a run of ``sne`` gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON it printed."""
        return json.loads(self.out)


Sne = Callable[..., Ran]


@pytest.fixture
def files(tmp_path: Path) -> CustomerFiles:
    """An empty folder of customer files to be filled."""
    return CustomerFiles(tmp_path / "files")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a run: a database of its own, a fixed clock, an agent, no real home."""
    # Without PYTHONDONTWRITEBYTECODE: byte code is kept, as on the machine of a user.
    of_this_run = ("SNE_", "SSH_", "TEXTUAL", "PYTHONDONTWRITEBYTECODE")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(of_this_run)}
    return clean | {
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "home/data"),
        "XDG_CONFIG_HOME": str(tmp_path / "home/config"),
        "SNE_DATABASE": str(tmp_path / "sne.db"),
        "SNE_NOW": NOW.isoformat(),
        "SNE_AGENT": "anna",
        "SNE_DATA_DIRECTORY": str(USER_DATA),
    }


@pytest.fixture(scope="session")
def forking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forking]:
    """What the runs of ``sne`` are forked from."""
    with Forking(tmp_path_factory.mktemp("runs")) as opened:
        yield opened


@pytest.fixture
def sne(environment: dict[str, str], tmp_path: Path, forking: Forking) -> Sne:
    """Run the real program: ``sne("load", folder, stdin="…", SNE_AGENT="ben")``."""

    def run(*arguments: object, stdin: str = "", **variables: str) -> Ran:
        return Ran(*forking.run(arguments, environment | variables, tmp_path, stdin))

    return run


@pytest.fixture(scope="session")
def loaded_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customers of ``user_data`` loaded once; tests work on copies of it."""
    directory = tmp_path_factory.mktemp("loaded")
    settings = load_settings(
        {"SNE_DATABASE": str(directory / "sne.db"), "SNE_AGENT": "loader"}, config=None
    )
    workbench = open_workbench(settings, fixed_clock(NOW))
    report = workbench.load(USER_DATA)
    assert report.status == "loaded"
    workbench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    workbench.connection.close()
    return settings.database


@pytest.fixture
def loaded(loaded_database: Path, environment: dict[str, str]) -> None:
    """Give the runs of ``sne`` a database with the shipped customers, which saves them the load."""
    shutil.copy(loaded_database, environment["SNE_DATABASE"])


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    """The settings of a run: those of ``environment``."""
    return load_settings({k: v for k, v in environment.items() if k.startswith("SNE_")})


@pytest.fixture
def workbench(loaded_database: Path, settings: Settings) -> Iterator[Workbench]:
    """A workbench on a copy of the loaded customers, its ids counted up from n-1."""
    shutil.copy(loaded_database, settings.database)
    counter = iter(range(1, 1_000_000))
    opened = open_workbench(settings, fixed_clock(NOW), new_id=lambda: f"n-{next(counter)}")
    yield opened
    opened.connection.close()


def value_of(rows: Sequence[dict[str, Any]], customer_id: int) -> dict[str, Any]:
    """Return the row of one customer."""
    return next(row for row in rows if row["customer_id"] == customer_id)
