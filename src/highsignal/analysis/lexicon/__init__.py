"""Named lists of phrases, and finding all of them in one pass over the words."""
