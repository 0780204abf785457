"""One collector as a process of its own, as a job is: `python collect_alone.py FOLDER BASE_URL [OPTIONS]`.

OPTIONS is JSON: arguments of `Connection`. The raw files, the journal and the log are in FOLDER.
"""

import json
import sys
from pathlib import Path

from ayne.core.job import log_to
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.sources.tmdb.year import collect_tmdb

if __name__ == "__main__":
    folder, base_url = Path(sys.argv[1]), sys.argv[2]
    options = json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}
    log_to(str(folder / "log"))
    key = Key("0123456789abcdef0123456789abcdef", query="api_key")
    connection = Connection(base_url=base_url, key=key, key_name="TMDB_API_KEY", as_of="2026-06-30", **options)
    collect_tmdb(2000, folder / "pages.jsonl.gz", folder / "movies.jsonl.gz", folder / "journal", connection)
