"""The only package that talks HTTP: client, connection, rate limit, request quota, response, key."""
