"""Runs of a model over many customers: in order, within limits, paced, resumable."""
