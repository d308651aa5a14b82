"""Which story answers which question: `rank`, `coverage`, `best_subset` and their types."""
