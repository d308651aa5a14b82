"""Hearing: sound in, words with their times out; nothing leaves the machine unless an endpoint is named."""
