"""One collector as a process of its own, as a job is: `python collect_alone.py FOLDER SPARQL_URL FIRST_YEAR END`."""

import sys
from pathlib import Path

from ayne.core.job import log_to
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.sources.wikidata.year import collect_wikidata

if __name__ == "__main__":
    folder, url, first, end = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    log_to(str(folder / "log"))
    connection = Connection(
        base_url=url,
        key=Key(""),
        key_name="",
        as_of="2012-06-30",
        connections=1,
        headers={"User-Agent": "ayne-tests/0.1 (tests@example.org)"},
    )
    for year in range(first, end):
        paths = folder / f"{year}.list.jsonl.gz", folder / f"{year}.jsonl.gz"
        collect_wikidata(year, *paths, folder / "journal", connection)
