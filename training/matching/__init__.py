"""Training of question-to-story matching: `python -m training.matching` writes the packaged model."""
