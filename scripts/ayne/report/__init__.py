"""The page for people: what was collected, how well each model forecasts, and how far from the possible."""
