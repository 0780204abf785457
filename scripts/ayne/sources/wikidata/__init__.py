"""Wikidata: movies and what is stated about them, from its query service; CC0, without a key."""

from ayne.sources.wikidata.source import SOURCE as SOURCE
