"""Conversations: chat exports, support tweets and interaction files as threads of messages."""
