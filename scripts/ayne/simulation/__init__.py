"""An simulated world of movies, whose grosses follow a known formula; `ayne.api_server` answers for it."""
