"""British English, the length of messages, and what their words mean in law."""
