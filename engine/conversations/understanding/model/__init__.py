"""Conversations understood by a model, several in a call, behind the words and the facts."""
