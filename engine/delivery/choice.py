"""Which deliverer serves a channel, by the settings; each is made once and when first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from engine.clock import system_clock
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.clock import Clock
    from engine.delivery.channel import Deliverer
    from engine.settings import Settings


def serves(settings: Settings, channel: Channel) -> str:
    """Return the name of what serves a channel by the settings."""
    chosen = settings.channel
    return {
        Channel.EMAIL: chosen.email,
        Channel.SMS: chosen.sms,
        Channel.APP_PUSH: chosen.push,
        Channel.PHONE: chosen.phone,
    }[channel]


def deliverers(settings: Settings, clock: Clock = system_clock) -> Callable[[Channel], Deliverer]:
    """Return what finds the deliverer of a channel.

    Args:
        settings: the settings.
        clock: the moment that e-mails are dated with.
    """

    @cache
    def deliverer_for(channel: Channel) -> Deliverer:
        return _make(serves(settings, channel), channel, settings, clock)

    return deliverer_for


def _make(name: str, channel: Channel, settings: Settings, clock: Clock) -> Deliverer:
    """Make a deliverer. Modules are imported here, so that only those in use cost anything."""
    if name in ("smtp", "ses"):
        from engine.delivery.channels.letter import Letterhead

        letterhead = Letterhead(settings.supplier.name, settings.smtp, clock)
        if name == "smtp":
            from engine.delivery.channels.smtp import Smtp

            return Smtp(settings.smtp, letterhead)
        from engine.delivery.channels.ses import Ses

        return Ses(settings.aws, letterhead)
    if name == "sns" and channel is Channel.APP_PUSH:
        from engine.delivery.channels.push import Push

        return Push(settings.aws)
    if name == "sns":
        from engine.delivery.channels.sns import Sns

        return Sns(settings.aws, settings.supplier.name)
    if name == "task":
        from engine.delivery.channels.phone import CallTask

        return CallTask(settings.calls_directory)
    if name == "apprise":
        from engine.delivery.channels.apprise_channel import Apprise

        return Apprise(
            channel,
            settings.apprise.url.value,
            settings.supplier.name,
            settings.aws.sms_opt_out,
        )
    from engine.delivery.spool import Spool

    return Spool(settings.spool_directory)
