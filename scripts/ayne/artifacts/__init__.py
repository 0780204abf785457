"""What stages hand on: one frozen model for each JSON file, used by whoever writes it and whoever reads it."""
