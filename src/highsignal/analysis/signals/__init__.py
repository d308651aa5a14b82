"""Eight signals, each strong, weak or missing, with the spans that show it."""
