"""Measurements of the project on the machine at hand; no other part of it imports them."""
