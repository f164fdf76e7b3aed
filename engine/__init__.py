"""The Smart Notification Engine without its screen: files in, worklist and messages out."""
