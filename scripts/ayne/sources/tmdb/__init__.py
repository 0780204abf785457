"""TMDB: the list of movies by release date, and one record for each of them."""
