"""A film of one's own, as a user describes it: one in a YAML file, or one a row in a CSV file."""

import difflib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from ayne.core.errors import DataError
from ayne.core.yaml_text import TextYaml
from ayne.forecasts.film_csv import csv_rows

# What people write for a field's name.
ALIASES = {
    "budget": "budget_usd", "genre": "genres", "director": "directors", "writer": "writers", "actors": "cast",
    "company": "companies", "country": "countries", "franchise": "collection", "runtime": "runtime_min",
    "certificate": "us_certification", "certification": "us_certification", "language": "original_language",
}  # fmt: skip
RIGHT = {
    "title": "a text",
    "release_date": "a day from 1913 to 2100, as 2027-05-14",
    "us_release_date": "a day from 1913 to 2100, as 2027-05-14, nothing if the same, or none if there is no US release",
    "budget_usd": "US dollars, 1000 to 100 billion, such as 65000000 or 65M",
    "runtime_min": "minutes, 1 to 900",
    "us_certification": "G, PG, PG-13, R, NC-17 or NR",
    "original_language": "an ISO 639-1 code such as en",
    "collection": "the name of a series of movies",
    "opening_weekend_usd": "US dollars of the first Friday to Sunday in the US and Canada, 1000 or more, such as 31M",
    "opening_theaters": "a number of theaters, 1 to 20000, beside opening_weekend_usd",
    "second_weekend_usd": "US dollars of the Friday to Sunday after the opening, beside opening_weekend_usd",
    "gross_to_date_usd": "US dollars in the US and Canada by the last Sunday, no less than the weekends' sum, "
    "beside opening_weekend_usd",
}
LIST = "a list of names, in a CSV file separated by ; or |"


def _names(value: Any) -> Any:
    """Take one name for a list of one, and what a CSV cell separates by ; or | for a list; leave out blanks."""
    parts = re.split("[;|]", value) if isinstance(value, str) else [] if value is None else value
    if not isinstance(parts, list | tuple):
        return parts
    stripped = [part.strip() if isinstance(part, str) else part for part in parts]
    return [part for part in stripped if part not in (None, "")]


def _none(value: Any) -> Any:
    return "none" if isinstance(value, str) and value.strip().lower() == "none" else value


def _day(value: Any) -> Any:
    """Leave a number to be refused, which else would be taken for seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()):
        raise ValueError
    return value


# `65_000_000`, `65,000,000`, `65.000.000`, `$65M`, `1.5 million`, `6.5E+07`: digits with thousands apart or not, then
# perhaps a unit. One point before three digits may be of thousands or of a fraction.
AMOUNT = re.compile(
    r"(?:US)?\$?\s*"
    r"(?P<number>\d{1,3}(?:[,_ ]\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+(?:_\d+)*|\d*\.\d+(?=\s*[kmbt])|"
    r"\d(?:\.\d+)?e\+?\d{1,2})\s*"
    r"(?P<unit>k|thousand|m|mn|mio|million|b|bn|billion)?\s*(?:usd|dollars?|\$)?",
    re.IGNORECASE,
)
UNITS = {"k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9, "": 1}
LONGEST = 40


def _whole(value: Any) -> Any:
    """Take what people write for an amount, where only one is meant; anything else is left to be refused."""
    match = AMOUNT.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= LONGEST else None
    if not match:
        return value
    number = re.sub(r"[,_ ]" if match["number"].count(".") < 2 else r"\.", "", match["number"])
    return round(float(number) * UNITS[(match["unit"] or "")[:1].lower()])


Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = Annotated[
    tuple[Name, ...],
    BeforeValidator(_names),
    Field(max_length=100),
    # As `_names` reads it.
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": ["string", "null"], "maxLength": 200}, "maxItems": 100},
                {"type": "string", "maxLength": 200},
                {"type": "null"},
            ]
        },
        mode="validation",
    ),
]
FIRST_DAY, LAST_DAY = date(1913, 1, 1), date(2100, 12, 31)
Day = Annotated[date, BeforeValidator(_day), Field(ge=FIRST_DAY, le=LAST_DAY)]
YEARS = "From 1913 to 2100."
Amount = Annotated[int | None, BeforeValidator(_whole)]
# Less than anybody spends on a film or takes with one in a weekend, and more than anybody ever will: a slip, such as
# of an amount in millions.
LEAST, MOST_BUDGET = 1000, 100_000_000_000


class Film(BaseModel):
    """What is known of a film; what is not given is unknown, as it may be of any movie.

    `release_date` is the first anywhere; in the US it is that day as well, unless `us_release_date` says otherwise:
    another day, or `none` where no US release is known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=500)
    release_date: Day = Field(description=YEARS)
    us_release_date: Annotated[Day | Literal["none"] | None, BeforeValidator(_none)] = Field(
        default=None, description=f"{YEARS} `none`: no US release is known."
    )
    budget_usd: Annotated[int | None, BeforeValidator(_whole)] = Field(default=None, ge=LEAST, le=MOST_BUDGET)
    genres: Names = ()
    directors: Names = ()
    writers: Names = ()
    cast: Names = ()
    companies: Names = ()
    countries: Names = ()
    languages: Names = ()
    collection: str | None = Field(default=None, max_length=200)
    runtime_min: int | None = Field(default=None, ge=1, le=900)
    us_certification: Literal["G", "PG", "PG-13", "R", "NC-17", "NR"] | None = None
    original_language: str | None = Field(default=None, pattern="^[a-z]{2}$")
    opening_weekend_usd: Amount = Field(
        default=None,
        ge=LEAST,
        le=MOST_BUDGET,
        description="In cinemas already: its first weekend in the US and Canada.",
    )
    opening_theaters: int | None = Field(default=None, ge=1, le=20_000)
    second_weekend_usd: Amount = Field(default=None, ge=LEAST, le=MOST_BUDGET)
    gross_to_date_usd: Amount = Field(default=None, ge=LEAST, le=MOST_BUDGET)

    @field_validator("opening_theaters", "second_weekend_usd", "gross_to_date_usd")
    @classmethod
    def _after_the_opening(cls, amount: int | None, info: ValidationInfo) -> int | None:
        opening, second = (info.data.get(name, 0) for name in ("opening_weekend_usd", "second_weekend_usd"))
        if amount is not None and opening is None:
            raise ValueError("without an opening")
        if info.field_name == "gross_to_date_usd" and amount is not None and amount < (opening or 0) + (second or 0):
            raise ValueError("below what its weekends add up to")
        return amount

    @property
    def is_in_cinemas(self) -> bool:
        """Whether its opening weekend is known."""
        return self.opening_weekend_usd is not None


# What is known of a film only once it is in cinemas.
IN_CINEMAS = ("opening_weekend_usd", "opening_theaters", "second_weekend_usd", "gross_to_date_usd")


def read_films(path: Path) -> list[Film]:
    """Return the films of a `.yaml`, `.yml` or `.csv` file; `DataError` names the file, the film and the field."""
    if not path.is_file():
        raise DataError(f"{path}: there is no such file; docs/examples/film.yaml is an example")
    if path.suffix.lower() == ".csv":
        return read_csv(path.read_bytes(), str(path))
    if path.suffix.lower() in {".yaml", ".yml"}:
        return [_film(_yaml_film(path), str(path))]
    raise DataError(f"{path}: a .yaml file with one film, or a .csv file with many, is expected")


def read_csv(content: bytes, place: str) -> list[Film]:
    """Return the films of a CSV file, a line each; `DataError` names the place, the line and the field."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{place}: cannot be read as CSV in UTF-8: {error}") from error
    return [_film(row, f"{place}, line {number}") for number, row in csv_rows(text, place)]


def _yaml_film(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=TextYaml)  # noqa: S506 (it is a safe one)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as YAML: {error}") from error
    if not isinstance(content, dict):
        raise DataError(f"{path}: a film is expected as `title: …`, `release_date: …` and so on, a field a line")
    return content


def _film(content: Mapping[str, Any], place: str) -> Film:
    try:
        return Film(**with_own_names(content))
    except ValidationError as error:
        messages = [explain(str(detail["loc"][0]), detail) for detail in error.errors()]
        raise DataError("\n".join(f"{place}: {message}" for message in dict.fromkeys(messages))) from None
    except DataError as error:
        raise DataError(f"{place}: {error}") from None


def with_own_names(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields under their own names, whatever people call them; `DataError` where one is given twice."""
    fields = {ALIASES.get(str(key).strip(), str(key).strip()): value for key, value in content.items()}
    if len(fields) < len(content):
        raise DataError(f"one field is given twice, under two names: {', '.join(map(str, content))}")
    return fields


def explain(message: str, detail: Mapping[str, Any], field: str | None = None) -> str:
    """Say what is wrong with a field, by Pydantic's own account of it: its value, and what would be right.

    `said` is how the field is called, where that is not its name.
    """
    field = field or message
    if detail["type"] == "missing":
        return f"{message} is missing; write {RIGHT.get(field, LIST)}"
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(field, [*Film.model_fields, *ALIASES], n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(Film.model_fields)}"
        return f"{message} is no field of a film; {hint}"
    return f"{message} is {detail['input']!r}; write {RIGHT.get(field, LIST)}"
