"""The driver that sends only what changed, against terminal emulators."""
