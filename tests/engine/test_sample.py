"""The invented customers: repeatable, believable, and never a row that a reader would reject."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import correlation, mean

import pytest

from engine.sample import MOST_CUSTOMERS, write_sample
from engine.sample.archetypes import draw_archetypes
from engine.sample.dice import Dice

AS_OF = date(2026, 11, 20)
SHIPPED_SEED = 2127

PROFILES = "Customer Profiles.csv"
ACCOUNTS = "Account Activity Logs.csv"
INTERACTIONS = "Interaction History.csv"
NOTIFICATIONS = "Notification History.csv"
ACTIONS = "Recommended Actions.csv"
ENERGY = "Energy Usage.csv"

HEADERS = {
    PROFILES: "Customer_ID,Name,Age,Location,Preferred_Channel,Segment,Opted_In,Income_Bracket,"
    "Customer_Since,Satisfaction_Score",
    ACCOUNTS: "Customer_ID,Account_Status,Last_Transaction,Last_Login,Recent_Activity,"
    "Engagement_Score,Account_Tenure_Years,Subscription_Type,Churn_Risk_Score",
    INTERACTIONS: "Customer_ID,Channel,Date & Time,Interaction_Type,Sentiment,Summary,"
    "Response_Time_Minutes,Resolution_Status,Agent_ID",
    NOTIFICATIONS: "Notification_ID,Customer_ID,Channel,Sent_Date,Notification_Type,Opened,Clicked,"
    "Action_Taken,Delivery_Status,Notification_Priority,Response_Time_Hours",
    ACTIONS: "Customer_ID,Scenario,Recommended_Action,Urgency_Level,Follow_Up_Required,"
    "Assigned_Team",
    ENERGY: "Customer_ID,Segment,Region,Daily_Energy_Usage_kWh,Seasonal_Energy_Usage_kWh,"
    "Solar_EV_Ownership,Campaign_Clicks,Campaign_Opens,Campaign_Conversions,Support_Ticket_Issue,"
    "Billing_Anomaly",
}

MISSING = {"", "N/A", "-", "NaN"}
DAY = r"\d{4}-\d\d-\d\d"
MOMENT = rf"{DAY} \d\d:\d\d"
WHOLE = r"\d+"
DECIMAL = r"\d+\.\d"
YES_NO = "Yes|No"

# What every cell must look like, as the contract has it; an empty alternative allows no value.
CELLS = {
    PROFILES: {
        "Customer_ID": WHOLE,
        "Name": r"[^\W\d_]+(-[^\W\d_]+)* ([^\W\d_]|['-])+",
        "Age": WHOLE,
        "Location": r"[A-Za-z /]+",
        "Preferred_Channel": "Email|SMS|App Push|Phone",
        "Segment": "Engaged|At Risk|Digital Native|Dormant",
        "Opted_In": YES_NO,
        "Income_Bracket": "Low|Medium|High",
        "Customer_Since": DAY,
        "Satisfaction_Score": r"[1-9]|10||N/A|-",
    },
    ACCOUNTS: {
        "Customer_ID": WHOLE,
        "Account_Status": "Active|At Risk|Dormant|Suspended",
        "Last_Transaction": "Support Request|Tariff Switch|Bill Payment|",
        "Last_Login": rf"{MOMENT}||N/A|-",
        "Recent_Activity": "Opened support ticket|Downloaded app|Viewed usage dashboard"
        "|No recent activity",
        "Engagement_Score": r"\d\d?|100||N/A|-",
        "Account_Tenure_Years": DECIMAL,
        "Subscription_Type": "Basic|Premium|Green",
        "Churn_Risk_Score": r"\d\d?|100",
    },
    INTERACTIONS: {
        "Customer_ID": WHOLE,
        "Channel": "SMS|Email|Phone|Chat",
        "Date & Time": MOMENT,
        "Interaction_Type": "Query|Complaint|Feedback|Unsubscribe",
        "Sentiment": "Positive|Neutral|Negative",
        "Summary": r"[A-Z][A-Za-z, -]+",
        "Response_Time_Minutes": WHOLE,
        "Resolution_Status": "Resolved|Pending|Escalated",
        "Agent_ID": r"A-1[0-5]\d|A-160",
    },
    NOTIFICATIONS: {
        "Notification_ID": r"N-\d{4,}",
        "Customer_ID": WHOLE,
        "Channel": "App Push|Email|SMS",
        "Sent_Date": MOMENT,
        "Notification_Type": "Payment Reminder|Re-engagement|Tariff Offer|Usage Alert",
        "Opened": YES_NO,
        "Clicked": YES_NO,
        "Action_Taken": "Contacted support|Viewed dashboard|Switched tariff||NaN",
        "Delivery_Status": "Delivered|Failed|Bounced",
        "Notification_Priority": "Low|Medium|High",
        "Response_Time_Hours": rf"{DECIMAL}|",
    },
    ACTIONS: {
        "Customer_ID": WHOLE,
        "Scenario": "High usage detected|No activity for 3 months|New app download|Missed payment"
        "|Billing query|Tariff inquiry",
        "Recommended_Action": "Send energy-saving tips|Send tariff comparison"
        "|Provide billing support|Send payment reminder|Send re-engagement offer"
        "|Offer app tutorial",
        "Urgency_Level": "Low|Medium|High",
        "Follow_Up_Required": YES_NO,
        "Assigned_Team": "Marketing|Support|Retention",
    },
    ENERGY: {
        "Customer_ID": WHOLE,
        "Segment": "Value Seekers|Traditionalists|Digital Natives|Eco Savers",
        "Region": r"[A-Za-z ]+",
        "Daily_Energy_Usage_kWh": DECIMAL,
        "Seasonal_Energy_Usage_kWh": DECIMAL,
        "Solar_EV_Ownership": "Solar|EV|Both|None",
        "Campaign_Clicks": WHOLE,
        "Campaign_Opens": WHOLE,
        "Campaign_Conversions": WHOLE,
        "Support_Ticket_Issue": "General Inquiry|Tariff Change|Complaint|Billing Query"
        "|Technical Issue",
        "Billing_Anomaly": "Overcharge|Missed Payment|Dispute|None",
    },
}

Rows = list[dict[str, str]]


class Sample:
    """The files of one directory, read back."""

    def __init__(self, directory: Path) -> None:
        self.files: dict[str, Rows] = {}
        for name in HEADERS:
            with (directory / name).open(encoding="utf-8", newline="") as file:
                self.files[name] = list(csv.DictReader(file, strict=True))
        self.profiles = {row["Customer_ID"]: row for row in self.files[PROFILES]}
        self.segments = {row["Customer_ID"]: row["Segment"] for row in self.files[ENERGY]}
        # The newest account row of a customer is the last one.
        self.accounts = {row["Customer_ID"]: row for row in self.files[ACCOUNTS]}
        self.interactions = self._by_customer(INTERACTIONS)
        self.notifications = self._by_customer(NOTIFICATIONS)
        self.actions = self._by_customer(ACTIONS)

    def _by_customer(self, name: str) -> defaultdict[str, Rows]:
        found: defaultdict[str, Rows] = defaultdict(list)
        for row in self.files[name]:
            found[row["Customer_ID"]].append(row)
        return found

    def objectors(self) -> set[str]:
        return {
            row["Customer_ID"]
            for row in self.files[INTERACTIONS]
            if row["Interaction_Type"] == "Unsubscribe"
            or row["Summary"] == "Requested to stop notifications"
        }

    def priority(self, customer: str) -> str:
        """The contract's rule, in its plainest reading."""
        profile, account = self.profiles[customer], self.accounts[customer]
        churn = int(account["Churn_Risk_Score"])
        still_open = [
            row for row in self.interactions[customer] if row["Resolution_Status"] != "Resolved"
        ]
        if (
            churn > 70
            or _number(profile["Satisfaction_Score"], 10) < 3
            or len(still_open) >= 2
            or any(
                row["Interaction_Type"] == "Complaint" or "billing" in row["Summary"]
                for row in still_open
            )
            or any(row["Scenario"] == "Missed payment" for row in self.actions[customer])
        ):
            return "Critical"
        if (
            churn >= 40
            or _number(account["Engagement_Score"], 100) < 30
            or account["Account_Status"] in ("At Risk", "Dormant")
        ):
            return "Important"
        return "Routine"


def _number(cell: str, missing: float) -> float:
    return missing if cell in MISSING else float(cell)


def _digest(directory: Path) -> str:
    together = hashlib.sha256()
    for name in HEADERS:
        together.update((directory / name).read_bytes())
    return together.hexdigest()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shipped")
    write_sample(out, customers=400, seed=SHIPPED_SEED, as_of=AS_OF)
    return out


@pytest.fixture(scope="module")
def small(shipped: Path) -> Sample:
    return Sample(shipped)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    out = tmp_path_factory.mktemp("large")
    write_sample(out, customers=6000, seed=11, as_of=AS_OF)
    return Sample(out)


# The same bytes.


def test_same_seed_same_bytes_in_another_process(shipped: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from engine.sample import write_sample\n"
        f"write_sample(Path(sys.argv[1]), customers=400, seed={SHIPPED_SEED},"
        f" as_of=date.fromisoformat('{AS_OF}'))"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Pacific/Auckland"},
    )
    assert _digest(tmp_path) == _digest(shipped)


def test_other_seed_or_date_other_bytes(shipped: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "seed", customers=400, seed=SHIPPED_SEED + 1, as_of=AS_OF)
    write_sample(tmp_path / "date", customers=400, seed=SHIPPED_SEED, as_of=date(2026, 11, 21))
    assert len({_digest(shipped), _digest(tmp_path / "seed"), _digest(tmp_path / "date")}) == 3


def test_shipped_files_can_be_made_again(shipped: Path) -> None:
    assert _digest(Path(__file__).parents[2] / "user_data") == _digest(shipped)


# The files.


def test_headers_encoding_and_line_ends(shipped: Path) -> None:
    for name, header in HEADERS.items():
        raw = (shipped / name).read_bytes()
        text = raw.decode("utf-8")
        assert text.split("\n", 1)[0] == header
        assert b"\r" not in raw
        assert text.endswith("\n")
        assert text == unicodedata.normalize("NFC", text)


def test_returns_rows_written(tmp_path: Path) -> None:
    written = write_sample(tmp_path / "new" / "place", customers=50, seed=1, as_of=AS_OF)
    files = Sample(tmp_path / "new" / "place").files
    assert written == {name: len(rows) for name, rows in files.items()}
    assert list(written) == list(HEADERS)
    assert written[PROFILES] == 50


def test_one_customer(tmp_path: Path) -> None:
    for seed in range(20):
        written = write_sample(tmp_path, customers=1, seed=seed, as_of=AS_OF)
        assert written[PROFILES] == 1
        assert [row["Customer_ID"] for row in Sample(tmp_path).files[PROFILES]] == ["3001"]


@pytest.mark.parametrize("customers", [0, -1, MOST_CUSTOMERS + 1])
def test_out_of_range(customers: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="from 1 to 1,000,000"):
        write_sample(tmp_path / "none", customers=customers, seed=1, as_of=AS_OF)
    assert not (tmp_path / "none").exists()


def test_progress_ends_with_all(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    write_sample(
        tmp_path, customers=250, seed=1, as_of=AS_OF, progress=lambda *call: calls.append(call)
    )
    assert calls == sorted(set(calls))
    assert calls[-1] == (250, 250)
    assert len(calls) > 50


def test_interrupted_run_leaves_what_was_there(tmp_path: Path) -> None:
    write_sample(tmp_path, customers=5, seed=1, as_of=AS_OF)
    before = _digest(tmp_path)

    def interrupt(done: int, _customers: int) -> None:
        if done >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path, customers=20, seed=2, as_of=AS_OF, progress=interrupt)
    assert _digest(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == set(HEADERS)


# Nothing to reject.


@pytest.mark.parametrize("name", HEADERS)
def test_every_cell_is_in_the_contract(name: str, large: Sample) -> None:
    for column, pattern in CELLS[name].items():
        values = {row[column] for row in large.files[name]}
        odd = [value for value in values if not re.fullmatch(pattern, value)]
        assert not odd, f"{column}: {odd[:5]}"


def test_whole_vocabularies_occur(large: Sample) -> None:
    for name, columns in CELLS.items():
        for column, pattern in columns.items():
            if not re.search(r"[\\\[]", pattern):
                assert {row[column] for row in large.files[name]} == set(pattern.split("|")), column


def test_ids(large: Sample) -> None:
    customers = [int(row["Customer_ID"]) for row in large.files[PROFILES]]
    assert customers[0] == 3001
    assert all(a < b for a, b in pairwise(customers))
    assert customers[-1] > 3001 + len(customers)
    notifications = [row["Notification_ID"] for row in large.files[NOTIFICATIONS]]
    assert notifications[0] == "N-1100"
    assert len(set(notifications)) == len(notifications)
    for rows in large.files.values():
        assert {row["Customer_ID"] for row in rows} <= large.profiles.keys()
    assert large.accounts.keys() == large.profiles.keys()


def test_no_row_twice(large: Sample) -> None:
    for name, rows in large.files.items():
        assert len({tuple(row.values()) for row in rows}) == len(rows), name
    for name, per_customer in ((PROFILES, 1), (ENERGY, 1), (ACCOUNTS, 2), (ACTIONS, 2)):
        counts = Counter(row["Customer_ID"] for row in large.files[name])
        assert max(counts.values()) == per_customer, name


def test_every_moment_lies_before_the_extract_and_after_joining(large: Sample) -> None:
    extract = datetime(2026, 11, 20)
    for name, column in (
        (ACCOUNTS, "Last_Login"),
        (INTERACTIONS, "Date & Time"),
        (NOTIFICATIONS, "Sent_Date"),
    ):
        for row in large.files[name]:
            if row[column] not in MISSING:
                since = large.profiles[row["Customer_ID"]]["Customer_Since"]
                assert since <= row[column][:10], row
                assert datetime.strptime(row[column], "%Y-%m-%d %H:%M") < extract  # noqa: DTZ007


def test_nobody_answers_after_the_extract(large: Sample) -> None:
    extract = datetime(2026, 11, 20)
    for name, column, waited, unit in (
        (INTERACTIONS, "Date & Time", "Response_Time_Minutes", timedelta(minutes=1)),
        (NOTIFICATIONS, "Sent_Date", "Response_Time_Hours", timedelta(hours=1)),
    ):
        for row in large.files[name]:
            sent = datetime.strptime(row[column], "%Y-%m-%d %H:%M")  # noqa: DTZ007
            assert sent + float(row[waited] or 0) * unit <= extract, row
            assert not row[waited] or float(row[waited]) > 0


def test_whoever_viewed_the_dashboard_has_logged_in_since(large: Sample) -> None:
    for row in large.files[NOTIFICATIONS]:
        login = large.accounts[row["Customer_ID"]]["Last_Login"]
        if row["Action_Taken"] == "Viewed dashboard" and login not in MISSING:
            assert row["Sent_Date"] < login


def test_numbers_agree_with_each_other(large: Sample) -> None:
    for row in large.files[ENERGY]:
        assert 4 <= float(row["Daily_Energy_Usage_kWh"]) <= 40
        opens, clicks = int(row["Campaign_Opens"]), int(row["Campaign_Clicks"])
        assert int(row["Campaign_Conversions"]) <= clicks <= opens
    for row in large.files[PROFILES]:
        joined_at = AS_OF.year - date.fromisoformat(row["Customer_Since"]).year
        assert int(row["Age"]) - joined_at >= 17
        assert int(row["Age"]) < 100


def test_open_at_night_is_nobody(large: Sample) -> None:
    hours = [int(row["Date & Time"][11:13]) for row in large.files[INTERACTIONS]]
    assert 8 <= min(hours) <= max(hours) <= 19
    days = {row["Sent_Date"][:10] for row in large.files[NOTIFICATIONS]}
    assert all(date.fromisoformat(day).weekday() != 6 for day in days)
    assert not any(day.endswith("-12-25") for day in days)


# A believable population.


def test_archetypes_a_quarter_value_seekers_and_a_few_mixed() -> None:
    dice = Dice(3)
    drawn = [draw_archetypes(dice) for _ in range(20_000)]
    shares = Counter(archetypes[0].segment.value for archetypes in drawn)
    assert 0.23 < shares["Value Seekers"] / len(drawn) < 0.27
    assert min(shares.values()) / len(drawn) > 0.15
    assert 0.05 < mean(len(archetypes) == 2 for archetypes in drawn) < 0.08


def test_segment_column_covers_most_and_a_quarter_are_value_seekers(large: Sample) -> None:
    assert 0.56 < len(large.segments) / len(large.profiles) < 0.64
    shares = Counter(large.segments.values())
    assert 0.21 < shares["Value Seekers"] / len(large.segments) < 0.3


def test_priorities_of_value_seekers(large: Sample) -> None:
    seekers = [customer for customer, found in large.segments.items() if found == "Value Seekers"]
    shares = Counter(large.priority(customer) for customer in seekers)
    assert 0.13 < shares["Critical"] / len(seekers) < 0.24
    assert 0.28 < shares["Important"] / len(seekers) < 0.44
    assert 0.36 < shares["Routine"] / len(seekers) < 0.56


def test_archetypes_show_in_the_evidence(large: Sample) -> None:
    def share(segment: str, column: str, value: str) -> float:
        return mean(
            value in (large.profiles[customer].get(column), large.accounts[customer].get(column))
            for customer, found in large.segments.items()
            if found == segment
        )

    def age(segment: str) -> float:
        found = large.segments.items()
        return mean(int(large.profiles[c]["Age"]) for c, s in found if s == segment)

    assert share("Value Seekers", "Income_Bracket", "Low") > 0.6
    assert share("Value Seekers", "Subscription_Type", "Basic") > 0.7
    assert share("Traditionalists", "Preferred_Channel", "Phone") > 0.6
    assert share("Digital Natives", "Preferred_Channel", "App Push") > 0.6
    assert share("Eco Savers", "Subscription_Type", "Green") > 0.7
    assert age("Digital Natives") < age("Value Seekers") < age("Traditionalists")
    green = [row for row in large.files[ENERGY] if row["Solar_EV_Ownership"] != "None"]
    assert mean(row["Segment"] == "Eco Savers" for row in green) > 0.6


def test_unhappiness_moves_everything_together(large: Sample) -> None:
    rows = [
        (
            int(account["Churn_Risk_Score"]),
            float(large.profiles[customer]["Satisfaction_Score"]),
            float(account["Engagement_Score"]),
            len(large.interactions[customer]),
            sum(row["Sentiment"] == "Negative" for row in large.interactions[customer]),
            sum(row["Resolution_Status"] != "Resolved" for row in large.interactions[customer]),
        )
        for customer, account in large.accounts.items()
        if account["Engagement_Score"] not in MISSING
        and large.profiles[customer]["Satisfaction_Score"] not in MISSING
    ]
    churn, satisfaction, engagement, contacts, negative, unresolved = zip(*rows, strict=True)
    assert -0.95 < correlation(churn, satisfaction) < -0.5
    assert -0.8 < correlation(churn, engagement) < -0.3
    assert correlation(churn, contacts) > 0.15
    assert correlation(churn, negative) > 0.3
    assert correlation(churn, unresolved) > 0.15


def test_rows_per_customer(large: Sample) -> None:
    customers = len(large.profiles)
    assert 2.2 < len(large.files[INTERACTIONS]) / customers < 2.6
    assert 2.6 < len(large.files[NOTIFICATIONS]) / customers < 3.0
    assert 0.6 < len(large.files[ACTIONS]) / customers < 0.8
    assert max(map(len, large.interactions.values())) <= 8
    assert max(map(len, large.notifications.values())) == 8
    assert mean(len(large.interactions[customer]) > 2 for customer in large.profiles) > 0.35
    assert mean(not large.interactions[customer] for customer in large.profiles) > 0.05


def test_most_contacts_are_resolved_and_summaries_vary(large: Sample) -> None:
    rows = large.files[INTERACTIONS]
    assert 0.88 < mean(row["Resolution_Status"] == "Resolved" for row in rows) < 0.97
    summaries = {row["Summary"] for row in rows}
    assert summaries > {
        "Reported billing issue",
        "Inquired about payment options",
        "Asked about green tariff",
        "Requested to stop notifications",
        "Gave feedback on new app",
    }
    assert len(summaries) > 25
    thanks = [row for row in rows if row["Summary"].startswith(("Thanked", "Praised"))]
    assert {row["Sentiment"] for row in thanks} == {"Positive"}
    heat = {int(row["Date & Time"][5:7]) for row in rows if "no heating" in row["Summary"]}
    assert heat == {12, 1, 2}


def test_response_times_are_skewed(large: Sample) -> None:
    for name, column in (
        (INTERACTIONS, "Response_Time_Minutes"),
        (NOTIFICATIONS, "Response_Time_Hours"),
    ):
        times = sorted(float(row[column]) for row in large.files[name] if row[column])
        assert mean(times) > 1.3 * times[len(times) // 2], column


def test_opted_out_are_sent_no_offers(large: Sample) -> None:
    opted_out = {c for c, row in large.profiles.items() if row["Opted_In"] == "No"}
    assert 0.09 < len(opted_out) / len(large.profiles) < 0.15
    kinds = {row["Notification_Type"] for c in opted_out for row in large.notifications[c]}
    assert kinds == {"Payment Reminder", "Usage Alert"}


# What is odd on purpose, at the rates that quirks.py names.


def test_contradictions_are_rare_but_there(large: Sample) -> None:
    rows = large.files[NOTIFICATIONS]
    unopened = mean(row["Clicked"] == "Yes" and row["Opened"] == "No" for row in rows)
    undelivered = mean(
        row["Delivery_Status"] != "Delivered" and row["Opened"] == "Yes" for row in rows
    )
    assert 0.004 < unopened < 0.012
    assert 0.004 < undelivered < 0.011
    assert 0.005 < mean(_tenure_is_wrong(large, customer) for customer in large.profiles) < 0.016


def test_even_four_hundred_customers_hold_every_oddity(small: Sample) -> None:
    rows = small.files[NOTIFICATIONS]
    assert any(row["Clicked"] == "Yes" and row["Opened"] == "No" for row in rows)
    assert any(row["Delivery_Status"] != "Delivered" and row["Opened"] == "Yes" for row in rows)
    assert any(row["Action_Taken"] == "NaN" for row in rows)
    assert any(_tenure_is_wrong(small, customer) for customer in small.profiles)
    objectors = small.objectors()
    assert 0.015 < len(objectors) / len(small.profiles) < 0.04
    assert any(small.profiles[customer]["Opted_In"] == "Yes" for customer in objectors)
    names = Counter(row["Name"] for row in small.files[PROFILES])
    assert sum(count > 1 for count in names.values()) >= 3
    assert len(small.files[ACCOUNTS]) > len(small.profiles)
    assert any(row["Satisfaction_Score"] in MISSING for row in small.profiles.values())
    assert any(row["Engagement_Score"] in MISSING for row in small.files[ACCOUNTS])
    assert any(row["Last_Login"] in MISSING for row in small.files[ACCOUNTS])


def test_namesakes_do_not_depend_on_the_seed(tmp_path: Path) -> None:
    for seed in range(5):
        write_sample(tmp_path, customers=400, seed=seed, as_of=AS_OF)
        names = [row["Name"] for row in Sample(tmp_path).files[PROFILES]]
        assert len(set(names)) < len(names)


def test_objectors(large: Sample) -> None:
    objectors = large.objectors()
    assert 0.018 < len(objectors) / len(large.profiles) < 0.034
    assert mean(large.profiles[customer]["Opted_In"] == "Yes" for customer in objectors) > 0.5


def test_second_account_rows_have_an_earlier_login(large: Sample) -> None:
    logins: defaultdict[str, list[str]] = defaultdict(list)
    for row in large.files[ACCOUNTS]:
        logins[row["Customer_ID"]].append(row["Last_Login"])
    doubled = [found for found in logins.values() if len(found) == 2]
    assert 0.01 < len(doubled) / len(logins) < 0.03
    assert all(earlier < later for earlier, later in doubled)


def _tenure_is_wrong(sample: Sample, customer: str) -> bool:
    since = date.fromisoformat(sample.profiles[customer]["Customer_Since"])
    tenure = float(sample.accounts[customer]["Account_Tenure_Years"])
    difference = abs(tenure - (AS_OF - since).days / 365.25)
    # Rounding explains a twentieth of a year; what is wrong is wrong by years.
    assert difference < 0.06 or difference > 1
    return difference > 1
