"""Errors that a person can act on: the message names what is wrong, its value, and what would be right."""


class AyneError(Exception):
    """Ends a command with exit code 1 and its message alone, without a traceback."""


class ConfigError(AyneError):
    """A setting is unknown, has a wrong value, or is missing."""


class CollectError(AyneError):
    """A source refused, cannot be reached, or answered what it must not."""


class DataError(AyneError):
    """A file or a table is missing, damaged, or does not add up."""
