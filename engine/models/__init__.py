"""The nouns: what each step of the engine takes and returns.

Every class is a frozen value. Times are aware datetimes in UTC. Import from the module that holds
the noun: the first paint needs the vocabulary and the worklist, not the whole case.
"""
