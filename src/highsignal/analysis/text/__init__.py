"""From a file's text to stories made of sentences, every offset in the original text."""
