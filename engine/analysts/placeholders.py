"""The placeholders that texts may use, and what each stands for.

A value that a customer's record does not hold is simply not there; a text that needs it is then
passed over. ``engine.analysts.facts`` fills them in, ``texts.toml`` explains them to operators.
"""

from __future__ import annotations

MESSAGE_PARTS = {
    "greeting": "the greeting of the channel, with the first name where it is known and fits",
    "supplier": "the supplier's name (setting supplier.name)",
    "sign_off": "the close of an email",
    "opt_out": "how to say no to such messages; every marketing message must hold it",
    "priority_services": "the Priority Services Register, where signs show that it may help",
    "ombudsman": "the Ombudsman, once a complaint is overdue; else nothing",
    "suggestion": "what the recommended action has in store; marketing messages only; else nothing",
}
"""Parts of messages. They are always there, the last three possibly empty."""

CUSTOMER_FACTS = {
    "issue": "what the customer raised, such as: the billing issue you reported",
    "issue_date": "the day on which they raised it",
    "issues": "the two newest open issues in one phrase, where there are several",
    "plan": "Basic, Premium or Green",
    "plan_not_green": "the plan, for customers who are on another than Green",
    "technology": "solar panels, an electric vehicle, or both",
    "customer_since": "since when they are a customer",
    "last_login": "the day of the last login",
    "quiet_since": "the day of the last login, where that is three months ago or more",
    "objected_at": "the day on which they asked us to stop",
}
"""What a message to the customer may say of them."""

SNIPPET_FACTS = {
    "first_name": "the customer's first name",
    "supplier": "the supplier's name (setting supplier.name)",
    "agent": "who is at the keyboard (setting agent)",
    "channel": "the channel of the message",
    "tariff": "the plan, as customers call it",
}
"""What snippets may say besides ``CUSTOMER_FACTS``: what the greeting and the head say else."""

MARKS = {
    "follow_up_asked": "Follow_Up_Required says Yes",
    "in_breathing_space": "Breathing Space runs",
    "marketing_call": "the draft is a call script that may promote",
    "not_opted_in": "the customer has not opted in",
    "hardship_sign": "paying seems difficult, and they are not on the Priority Services Register",
    "may_join_register": "signs show that the Priority Services Register may help, and not on it",
    "need_sign": "they told of circumstances, and are not on the Priority Services Register",
    "objected": "the customer asked us to stop",
    "open_complaint": "a complaint is open",
    "registered": "the customer is on the Priority Services Register",
}
"""What holds for a customer. A mark shows nothing: the text with it is used only when it holds."""

AGENT_FACTS = {
    "also": "the other grounds for contact, after a semicolon; else nothing",
    "age": "age in years",
    "answered": "notifications opened and sent, by channel",
    "billing_anomaly": "Billing_Anomaly of the energy file",
    "campaigns": "Campaign_Opens, Campaign_Clicks and Campaign_Conversions in one phrase",
    "channel": "the channel of this draft",
    "churn": "Churn_Risk_Score",
    "churn_high": "Churn_Risk_Score where it is above 70",
    "clicked_unopened": "notifications that were clicked but never opened",
    "complaint_overdue": "the day of an open complaint older than the complaint period",
    "conflicting_columns": "columns on which several account rows disagree",
    "contacts": "how many interactions there are",
    "daily_kwh": "Daily_Energy_Usage_kWh",
    "days_since_login": "days from the last login to the newest moment in the files",
    "energy_segment": "the segment in the energy file, where it is another",
    "engagement": "Engagement_Score",
    "engagement_low": "Engagement_Score where it is below 30",
    "escalated_date": "the day of the newest escalated interaction",
    "failed": "how many notifications did not arrive",
    "failed_date": "the day of the newest notification that did not arrive",
    "income": "Income_Bracket",
    "issue_status": "Pending or Escalated, in small letters",
    "issue_summary": "the summary or type of the open issue, as recorded",
    "last_activity": "Recent_Activity",
    "last_contact_channel": "the channel of the newest interaction",
    "last_contact_date": "the day of the newest interaction",
    "last_contact_summary": "the summary or type of the newest interaction",
    "last_sentiment": "the sentiment of the newest interaction, in small letters",
    "last_transaction": "Last_Transaction",
    "moods": "positive, neutral and negative interactions in one phrase",
    "note": "the newest note of a colleague",
    "note_agent": "who wrote that note",
    "note_date": "the day of that note",
    "opened_undelivered": "notifications that did not arrive but were opened",
    "opted_in_objected": "the day of the objection of someone who stands as opted in",
    "pension_age": "the age of someone of State Pension age who is not on the register",
    "preferred_channel": "the preferred channel, where this draft goes by another",
    "previous_channel": "the channel of the newest message sent from here",
    "previous_date": "the day of the newest message sent from here",
    "previous_state": "what became of that message",
    "price_question": "the newest interaction about prices or paying",
    "price_question_date": "the day of that interaction",
    "recommended_actions": "the recommended actions with their scenarios",
    "satisfaction": "Satisfaction_Score",
    "satisfaction_low": "Satisfaction_Score where it is 3 or less",
    "satisfaction_high": "Satisfaction_Score where it is 8 or more",
    "scenario": "the scenario of the most urgent recommended action",
    "status": "Account_Status",
    "tenure": "Account_Tenure_Years with its noun",
    "tenure_by_date": "years from Customer_Since, where Account_Tenure_Years disagrees",
    "thin_data": "the share of the risk weights for which there is data, where it is below half",
    "unopened": "how many notifications in a row were not opened, where two or more",
    "unopened_since": "the day of the first of them",
    "unresolved": "how many interactions are open",
    "urgency_level": "Urgency_Level of the most urgent recommended action",
}
"""What texts for the agent may say besides ``CUSTOMER_FACTS`` and ``MARKS``."""
