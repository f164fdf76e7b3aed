"""The crash harness: the real program is killed at every step of what it does, and put to rights.

``launcher`` runs the program and kills it at a step, ``program`` is its other end, ``scenarios``
say what is done, ``aftermath`` what must hold afterwards, ``killing`` draws the steps by a seed.
"""
