"""What a conversation says about the service: mood, topics, outcome, times and the index."""
