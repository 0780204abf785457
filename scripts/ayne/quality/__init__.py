"""What the tables hold: counts, completeness, ranges, orphans, freshness, and checks with a limit."""
