"""`ayne serve`: the forecasts over HTTP, for programs (REST) and for people (pages)."""
