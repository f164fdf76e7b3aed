"""Invented customers in the shape of the customer files: for a first look, tests and load tests."""

from engine.sample.writer import MOST_CUSTOMERS, write_sample

__all__ = ["MOST_CUSTOMERS", "write_sample"]
