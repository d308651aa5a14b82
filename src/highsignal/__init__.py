"""Turns what a person did into interview stories that land, and shows with evidence that they land."""

__version__ = "0.3.0"
