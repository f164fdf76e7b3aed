"""The real channels: e-mail, SMS, push, calls, and whatever Apprise reaches."""
