"""Which story goes to which interviewer of a loop: `likely` asks, `loop` assigns, `advice` warns."""
