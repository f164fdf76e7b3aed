"""From an approved message to its channel: the gate, the states of a send, the channels."""
