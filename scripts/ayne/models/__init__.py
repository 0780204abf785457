"""Estimators, one file each, and what fits, stores and chooses among them."""
