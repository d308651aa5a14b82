"""Whether a text tells one specific past episode, and what it is when it does not."""
