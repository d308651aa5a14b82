"""From whatever a person has written down to stories: pure functions from text to what was found in it."""
