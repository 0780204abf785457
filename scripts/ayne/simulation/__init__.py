"""An invented world of movies, and the ASGI app that answers for it, or for an archive, as TMDB and OMDb do."""
