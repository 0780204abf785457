"""One collection in a process of its own, with what it cost: `python -m ayne.benchmarks.collector OPTIONS`.

OPTIONS is JSON: `folder`, `base_url`, and arguments of `Connection`. Prints seconds, CPU seconds and peak memory.
"""

import resource
import sys
import time
from pathlib import Path
from typing import Any

import orjson

from ayne.benchmarks.memory import peak_bytes
from ayne.benchmarks.template_api import YEAR
from ayne.core.logging import configure_logging
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.http_client.quota import RequestQuota
from ayne.sources.tmdb.year import collect_tmdb


def collect(folder: Path, **options: Any) -> dict[str, float]:
    """Collect the year as a job of the workflow does: list, details, journal, quota, raw files."""
    connection = Connection(
        key=Key("no-secret", query="api_key"),
        key_name="TMDB_API_KEY",
        as_of="2026-06-30",
        quota=RequestQuota(folder / "requests.sqlite"),
        **options,
    )
    before, started_at = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    collect_tmdb(YEAR, folder / "pages.jsonl.gz", folder / "movies.jsonl.gz", folder / "journal", connection)
    seconds, after = time.monotonic() - started_at, resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "cpu_s": cpu_s, "peak_memory_mb": peak_bytes() / 1e6}


if __name__ == "__main__":
    configure_logging("WARNING")
    options = orjson.loads(sys.argv[1])
    sys.stdout.write(orjson.dumps(collect(Path(options.pop("folder")), **options)).decode())
