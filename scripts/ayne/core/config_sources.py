"""The sections of the settings on where data come from: how a source is asked, and what a user imports."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from ayne.core.config_sections import SettingsSection, without_nulls
from ayne.core.study_files import ROOT

OLDER = "older"


def _refresh_classes(value: object) -> object:
    """Take the keys for text, as JSON writes them, and drop the classes that an upper layer set to null."""
    if not isinstance(value, dict):
        return value
    return without_nulls({str(key): days for key, days in value.items()})


def _ordered_classes(value: dict[str, int]) -> dict[str, int]:
    """Refuse classes that do not cover every age, or that refresh older movies more often than newer ones."""
    ages = [key for key in value if key != OLDER]
    if OLDER not in value or not all(key.isdigit() for key in ages):
        raise ValueError(f"keys are days since release, and {OLDER!r} for all movies beyond")
    ordered = {key: value[key] for key in [*sorted(ages, key=int), OLDER]}
    intervals = list(ordered.values())
    if intervals[0] < 1 or intervals != sorted(intervals):
        raise ValueError("days between refreshes are 1 or more, and never fewer for older movies than for newer ones")
    return ordered


RefreshDays = Annotated[dict[str, int], BeforeValidator(_refresh_classes), AfterValidator(_ordered_classes)]


def classes_of(refresh_days: dict[str, int]) -> list[list[int | None]]:
    """Return age classes as pairs: days since release (None: any), days between refreshes."""
    return [[None if age == OLDER else int(age), days] for age, days in refresh_days.items()]


BaseUrl = Annotated[str | None, Field(pattern=r"^https?://")]


class SourceLimits(SettingsSection):
    """Where a source is asked and how hard, if the catalogue is live, and how soon an answer is too old.

    `base_url` None is the source's own; `key_name` is the environment variable of its key; `contact` is told to it.
    """

    base_url: BaseUrl = None
    key_name: str = Field(default="", pattern=r"^([A-Z][A-Z0-9_]*)?$")
    contact: str | None = Field(default=None, pattern=r"^[!-~]*(@|https?://)[!-~]+$", max_length=200)
    requests_per_second: float | None = Field(default=None, gt=0)
    requests_per_day: int | None = Field(default=None, ge=1)
    connections: int = Field(default=20, ge=1, le=100)
    attempts: int = Field(default=8, ge=1)
    refresh_days: RefreshDays = Field(default={"60": 5, "180": 15, "365": 30, OLDER: 90})

    @property
    def refresh_classes(self) -> list[list[int | None]]:
        """The age classes as pairs: days since release (None: any), days between refreshes."""
        return classes_of(self.refresh_days)


# One request at a time keeps the sixty seconds of processing that Wikidata's query service gives in a minute.
WIKIDATA_LIMITS: dict[str, Any] = {
    "connections": 1,
    "attempts": 6,
    "refresh_days": {"60": 15, "180": 30, "365": 90, OLDER: 180},
}


def _with_wikidatas_own(value: object) -> object:
    """Drop the sources that are set to null, and complete what is said of Wikidata by its own defaults."""
    sources = without_nulls(value)
    if isinstance(sources, dict) and isinstance(sources.get("wikidata"), dict):
        return sources | {"wikidata": WIKIDATA_LIMITS | sources["wikidata"]}
    return sources


Sources = Annotated[dict[str, SourceLimits], BeforeValidator(_with_wikidatas_own)]


class NumbersFetch(SettingsSection):
    """Whether `ayne fetch-pages` may ask The Numbers for movie pages, how, and how soon a page is too old."""

    enabled: bool = False
    seconds_between: float = Field(default=6, ge=6)
    pages_per_run: int = Field(default=500, ge=1)
    contact: str | None = Field(default=None, pattern=r"^[!-~]([ -~]*[!-~])?$", max_length=200)
    refresh_days: RefreshDays = Field(default={"60": 5, "180": 30, "365": 90, OLDER: 180})

    @property
    def refresh_classes(self) -> list[list[int | None]]:
        """The age classes, as a source's."""
        return classes_of(self.refresh_days)


def _import_file(path: Path) -> Path:
    """Refuse a file that is not there or is no table; a relative path counts from the repository root."""
    path = ROOT / path
    if path.suffix.lower() not in {".csv", ".parquet"}:
        raise ValueError("a .csv or .parquet file is expected")
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


def _import_folder(path: Path, info: ValidationInfo) -> Path:
    """Refuse a folder without a page in it, unless pages are fetched into it."""
    path = ROOT / path
    fetch = info.data.get("numbers_fetch")
    if isinstance(fetch, NumbersFetch) and fetch.enabled:
        return path
    if not path.is_dir():
        raise ValueError("a folder of saved .html pages is expected; there is no such folder")
    if not pages_in(path):
        raise ValueError("a folder of saved .html pages is expected; it holds none")
    return path


def pages_in(folder: Path) -> list[Path]:
    """Return the saved pages of a folder, by name; none of one that is not there."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in {".html", ".htm"})


ImportedFile = Annotated[Path, AfterValidator(_import_file)]
ImportedFolder = Annotated[Path, AfterValidator(_import_folder)]


class Imports(SettingsSection):
    """Tables of others that the user has a right to: each null, or a CSV or Parquet file, or a folder of pages."""

    # Before the folder, which may be empty if pages are fetched into it.
    numbers_fetch: NumbersFetch = NumbersFetch()
    numbers_budgets: ImportedFile | None = None
    numbers_pages: ImportedFolder | None = None
    daily_box_office: ImportedFile | None = None

    def files(self, name: str) -> list[Path]:
        """Return the files of an import: one table, the pages of a folder, or none."""
        path: Path | None = getattr(self, name)
        if path is None:
            return []
        return [path] if path.is_file() else pages_in(path)
