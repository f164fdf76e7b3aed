"""Customer files in, typed rows and rejects with file, line, column, value and reason out."""
