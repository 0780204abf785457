"""Figures: a `Chart` says what is drawn; vector, readable in light and dark, the same bytes for the same data."""
