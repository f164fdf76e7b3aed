"""Is what a text says about one customer in the record, British, within limits and promised?"""
