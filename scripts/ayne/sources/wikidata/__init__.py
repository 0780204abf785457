"""Wikidata: movies and what is stated about them, from its query service; CC0, without a key."""
