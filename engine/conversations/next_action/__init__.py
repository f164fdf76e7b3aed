"""What to do next about open conversations: channel, time and words, by rules that read."""
