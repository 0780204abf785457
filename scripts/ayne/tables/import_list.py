"""The tables that users can import, by publisher."""

from typing import NamedTuple


class Import(NamedTuple):
    """The key under `imports:` that names its files, what its typed rows are called, and the table made of them."""

    setting: str
    chart: str
    table: str


IMPORTS = {
    "numbers": Import("numbers_budgets", "budgets", "numbers_budgets"),
    "numbers_page": Import("numbers_pages", "pages", "numbers_pages"),
    "boxofficemojo": Import("daily_box_office", "daily", "daily_box_office"),
}
