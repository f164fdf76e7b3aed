"""The parts of the workbench, drawn line by line."""
