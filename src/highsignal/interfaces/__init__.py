"""Thin: parse what was asked, call one service, render the answer."""
