"""Use cases: the only layer that combines the ones below."""
