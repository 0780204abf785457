"""Provenance: what every artifact was made from, whether it is still as it was made, and why two trees differ."""
