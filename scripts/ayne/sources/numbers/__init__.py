"""The Numbers: movie pages, asked for by title and year, where the user has switched that on."""
