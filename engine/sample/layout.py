"""The six files: their names and columns, as the contract has them, and how values are absent."""

from __future__ import annotations

from collections.abc import Sequence

Row = Sequence[str | int | float]
"""One line of a file, in the order of its columns."""

PROFILES = "Customer Profiles.csv"
ACCOUNTS = "Account Activity Logs.csv"
INTERACTIONS = "Interaction History.csv"
NOTIFICATIONS = "Notification History.csv"
ACTIONS = "Recommended Actions.csv"
ENERGY = "Energy Usage.csv"

COLUMNS: dict[str, tuple[str, ...]] = {
    PROFILES: (
        "Customer_ID",
        "Name",
        "Age",
        "Location",
        "Preferred_Channel",
        "Segment",
        "Opted_In",
        "Income_Bracket",
        "Customer_Since",
        "Satisfaction_Score",
    ),
    ACCOUNTS: (
        "Customer_ID",
        "Account_Status",
        "Last_Transaction",
        "Last_Login",
        "Recent_Activity",
        "Engagement_Score",
        "Account_Tenure_Years",
        "Subscription_Type",
        "Churn_Risk_Score",
    ),
    INTERACTIONS: (
        "Customer_ID",
        "Channel",
        "Date & Time",
        "Interaction_Type",
        "Sentiment",
        "Summary",
        "Response_Time_Minutes",
        "Resolution_Status",
        "Agent_ID",
    ),
    NOTIFICATIONS: (
        "Notification_ID",
        "Customer_ID",
        "Channel",
        "Sent_Date",
        "Notification_Type",
        "Opened",
        "Clicked",
        "Action_Taken",
        "Delivery_Status",
        "Notification_Priority",
        "Response_Time_Hours",
    ),
    ACTIONS: (
        "Customer_ID",
        "Scenario",
        "Recommended_Action",
        "Urgency_Level",
        "Follow_Up_Required",
        "Assigned_Team",
    ),
    ENERGY: (
        "Customer_ID",
        "Segment",
        "Region",
        "Daily_Energy_Usage_kWh",
        "Seasonal_Energy_Usage_kWh",
        "Solar_EV_Ownership",
        "Campaign_Clicks",
        "Campaign_Opens",
        "Campaign_Conversions",
        "Support_Ticket_Issue",
        "Billing_Anomaly",
    ),
}


def yes_no(value: bool) -> str:
    """Return the word that the files use for ``value``."""
    return "Yes" if value else "No"
