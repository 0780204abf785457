"""The typed rows of a source that is not asked, so that every table has what it reads."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ayne.core.files import write_jsonl
from ayne.tables.parse import parse_shard


def parse_no_records(source: str, inputs: Mapping[str, Path], out: Path, rejected: Path) -> None:
    """Write both files of an empty shard; `inputs` are those of the source's own rule, its records apart."""
    if source == "wikidata":
        from ayne.sources.wikidata.typed_rows import parse_wikidata

        parse_wikidata(None, None, inputs["genres"], out, rejected)
        return
    with TemporaryDirectory(prefix="ayne-") as folder:
        raw = Path(folder) / "none.jsonl.gz"
        write_jsonl(raw, [])
        parse_shard(raw, source, inputs["sql"], inputs["dictionary"], out, rejected)
