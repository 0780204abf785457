"""Errors that a person can act on: the message names what is wrong, its value, and what would be right."""


class AyneError(Exception):
    """Ends a command with exit code 1 and its message alone, without a traceback."""


class ConfigError(AyneError):
    """A setting is unknown, has a wrong value, or is missing."""


class CollectError(AyneError):
    """A source refused, cannot be reached, or answered what it must not."""


class DataError(AyneError):
    """A file or a table is missing, damaged, or does not add up."""


class FieldError(DataError):
    """One field of what a user gave is wrong; whoever answers a program names its three parts."""

    def __init__(self, field: str, value: object, right: str) -> None:
        """`right` says what would be, or what may have been meant."""
        super().__init__(f"{field}: {value!r} {right}")
        self.field, self.value, self.right = field, value, right
