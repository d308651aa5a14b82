"""Claims told again: which say the same, and which say something else. Numbers are compared symbolically."""
