"""How a story was told: measures on the words' times, and what to say about them. See docs/delivery.md."""
