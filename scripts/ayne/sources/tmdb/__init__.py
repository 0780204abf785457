"""TMDB: the list of movies by release date, and one record for each of them."""

from ayne.sources.tmdb.source import SOURCE as SOURCE
