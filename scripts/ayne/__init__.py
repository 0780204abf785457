"""AYNE: collect movie data, keep them for analysis, forecast what a movie will earn."""
