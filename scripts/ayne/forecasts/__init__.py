"""Forecasts of movies that are not out yet: the announced ones, and those that a user describes."""
