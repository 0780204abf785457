"""Estimators, one file each; what only they share begins with an underscore."""
