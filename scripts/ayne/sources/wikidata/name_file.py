"""What Wikidata calls things, read from the raw file that the second pass has written."""

from pathlib import Path

import orjson

from ayne.core.files import read_jsonl
from ayne.sources.wikidata.movie import ItemNames
from ayne.sources.wikidata.statements import Binding, literal


def read_names(path: Path) -> ItemNames:
    """Read the raw file of names; an item without a label in English has none."""
    labels: dict[str, str] = {}
    countries: dict[str, str] = {}
    languages: dict[str, str] = {}
    for line in read_jsonl(path):
        record = orjson.loads(line)
        for question, values in (("label", labels), ("country_code", countries), ("language_code", languages)):
            value = first_text(record["body"].get(question, []))
            if value is not None and value != record["id"]:
                values[record["id"]] = value
    return ItemNames(labels, countries, languages)


def first_text(rows: list[Binding]) -> str | None:
    """Return a text, in English where there is one."""
    ordered = sorted(rows, key=lambda row: (row["value"].get("xml:lang", "en") != "en", row["value"]["value"]))
    return next((text for row in ordered if (text := literal(row["value"]))), None)
