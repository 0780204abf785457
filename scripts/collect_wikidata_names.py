"""Request the names of people, companies, series, countries and languages from Wikidata, each once."""

from pathlib import Path

from ayne.collection.arguments import collection_arguments
from ayne.core.job import log_to
from ayne.core.study_files import JOURNAL
from ayne.sources.wikidata.names import collect_names

if __name__ == "__main__":
    log_to(snakemake.log[0])
    arguments = collection_arguments(
        "wikidata",
        snakemake.input.get("world"),
        snakemake.params.answers,
        snakemake.config["collection"],
        None,
    )
    collect_names(
        [Path(path) for path in snakemake.input.movies],
        Path(snakemake.output.names),
        JOURNAL,
        arguments["connection"],
    )
