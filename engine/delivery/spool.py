"""The embedded channel: one file per message in a directory. Nothing leaves the machine."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.delivery.channel import DeliveryError
from engine.privacy.files import make_file

if TYPE_CHECKING:
    from pathlib import Path

    from engine.models.records import Customer
    from engine.models.work import Notification


class Spool:
    """Writes each message as a JSON file named after it, whole or not at all."""

    name = "spool"
    leaves_machine = False

    def __init__(self, directory: Path) -> None:
        """Deliver into ``directory``, which is made when first needed."""
        self.directory = directory

    def missing(self, customer: Customer) -> str | None:
        """A file needs no address."""

    def check(self) -> str | None:
        """The directory is made when first needed."""

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Write the message and return the path of its file.

        The file appears under its name only when it is complete and on the disk.

        Raises:
            DeliveryError: the directory cannot be written to.
        """
        content = {
            "notification_id": notification.notification_id,
            "customer_id": notification.customer_id,
            "to": customer.name,
            "channel": str(notification.channel),
            "message": notification.message,
            "approved_by": notification.agent,
            "approved_at": to_text(notification.approved_at),
        }
        return write_whole(self.directory, notification.notification_id, content)


def write_whole(directory: Path, name: str, content: dict[str, object]) -> str:
    """Write a JSON file, whole or not at all, and return its path.

    Raises:
        DeliveryError: the directory cannot be written to.
    """
    path = directory / f"{name}.json"
    temporary = directory / f".{name}.part"
    try:
        make_file(temporary)
        with temporary.open("w", encoding="utf-8") as stream:
            json.dump(content, stream, ensure_ascii=False, indent=2)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise DeliveryError(f"the spool {directory} cannot be written: {error}") from None
    # From here on the file is there: an error leaves the outcome unknown.
    _sync_directory(directory)
    return str(path)


def _sync_directory(directory: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
