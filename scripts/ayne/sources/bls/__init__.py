"""BLS: US consumer prices by month, from the Bureau of Labor Statistics, without a key."""
