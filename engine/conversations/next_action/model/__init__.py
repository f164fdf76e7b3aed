"""The words of the next best action by a model that never learns whom it writes to."""
