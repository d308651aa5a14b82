"""Accuracy and speed, measured: one module a benchmark, each with `run()` and a table of its own."""
