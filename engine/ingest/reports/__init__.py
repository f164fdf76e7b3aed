"""Delivery reports: the JSON of providers, or a table, read into one form."""
