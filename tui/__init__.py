"""The workbench: what is on the screen, and nothing of what is behind it."""
