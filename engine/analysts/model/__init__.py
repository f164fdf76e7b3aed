"""The analyst that asks a model: what it is told, what it may answer, and what is made of it."""
