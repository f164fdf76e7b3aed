"""Segments, risk, priority: pure and vectorised, a frame of features in, a frame of scores out.

Each rule stands once, as a row of a table that holds both its test on a whole frame and its
sentence for one profile. What a customer reads as "why first" is thus the arithmetic that was done.
"""
