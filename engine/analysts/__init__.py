"""Analysts: a customer's profile in, the case explained and the message written out."""
