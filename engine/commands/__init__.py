"""One module per command of ``sne``: its manual page, its arguments, what it does and prints."""
