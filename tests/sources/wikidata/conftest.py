"""A simulated Wikidata on a port, of six years and 240 movies; misbehaves as told, and counts what it was asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ayne.api_server.app import create_app
from ayne.api_server.archive_layout import wikidata_file, wikidata_names_file
from ayne.api_server.catalogue import Catalogue
from ayne.api_server.fault_spec import parse_faults
from ayne.api_server.faults import FaultyApp
from ayne.api_server.server import served
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.simulation.write_world import write_world
from ayne.sources.wikidata.year import collect_wikidata

YEARS = range(2008, 2014)


class QueryService:
    """The service, and a collector that asks it."""

    def __init__(self, folder: Path) -> None:
        world = {"seed": 7, "movies": 240, "first_year": 2008, "snapshot": date(2012, 6, 30)}
        write_world(folder, years=YEARS, apis=["wikidata"], **world)
        files = [wikidata_file(folder, year) for year in YEARS] + [wikidata_names_file(folder)]
        self.app = FaultyApp(create_app(Catalogue(), tmdb_key="", omdb_key="", wikidata_files=files))
        self.url = ""

    def misbehave(self, spec: str) -> None:
        self.app.faults = parse_faults(spec)
        self.app.seen.forget()

    @property
    def n_requests(self) -> int:
        return int(self.app.seen.summary()["requests"])

    def connection(self, **changes: object) -> Connection:
        connection = Connection(
            base_url=f"{self.url}/sparql",
            key=Key(""),
            key_name="",
            as_of="2012-06-30",
            connections=1,
            headers={"User-Agent": "ayne-tests/0.1 (tests@example.org)"},
        )
        return replace(connection, **changes)  # type: ignore[arg-type]

    def collect(self, folder: Path, years: range = YEARS, **changes: object) -> None:
        for year in years:
            paths = folder / f"{year}.list.jsonl.gz", folder / f"{year}.jsonl.gz"
            collect_wikidata(year, *paths, folder / "journal", self.connection(**changes))


@pytest.fixture(scope="session")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryService]:
    service = QueryService(tmp_path_factory.mktemp("wikidata"))
    with served(service.app) as service.url:
        yield service


@pytest.fixture
def service(listening: QueryService) -> QueryService:
    listening.misbehave("")
    return listening
