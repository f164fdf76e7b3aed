"""One frozen ``Settings``: every default in one place, a TOML file over it, ``SNE_*`` over both.

A setting ``name`` in the table ``[supplier]`` is also the variable ``SNE_SUPPLIER_NAME``; a setting
outside any table, ``database``, is ``SNE_DATABASE``. Unknown variables are ignored, since the
environment belongs to others too; an unknown name in the file is an error, since it is a slip.
"""

from __future__ import annotations

from engine.settings.channels import (
    AppriseSettings,
    AwsSettings,
    ChannelSettings,
    SmtpSettings,
    SpoolSettings,
)
from engine.settings.people import People
from engine.settings.reading import (
    SettingsError,
    default_config_file,
    describe_settings,
    load_settings,
)
from engine.settings.tables import (
    AnalysisSettings,
    BedrockSettings,
    BudgetSettings,
    ContactSettings,
    OpenAISettings,
    ScreenSettings,
    SendingSettings,
    Settings,
    SupplierSettings,
)

__all__ = [
    "AnalysisSettings",
    "AppriseSettings",
    "AwsSettings",
    "BedrockSettings",
    "BudgetSettings",
    "ChannelSettings",
    "ContactSettings",
    "OpenAISettings",
    "People",
    "ScreenSettings",
    "SendingSettings",
    "Settings",
    "SettingsError",
    "SmtpSettings",
    "SpoolSettings",
    "SupplierSettings",
    "default_config_file",
    "describe_settings",
    "load_settings",
]
