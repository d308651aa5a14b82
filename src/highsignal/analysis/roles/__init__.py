"""The role of every sentence in its story."""
