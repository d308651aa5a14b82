"""From text to roles, claims, signals, findings and matches: pure, no I/O but its own packaged data."""
