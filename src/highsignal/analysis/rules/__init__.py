"""Rules with permanent codes: what a listener will stumble over, where, and the question that mends it."""
