"""What keeps other people's text harmless and personal data at home."""
