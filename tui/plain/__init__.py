"""The workbench line by line: for screen readers, for ``script``, for lines that are very slow."""
