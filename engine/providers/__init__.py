"""Models behind one interface: a request goes out, arguments or a named trouble come back."""
