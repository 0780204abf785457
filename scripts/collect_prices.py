"""Request the US consumer prices of the last years from the Bureau of Labor Statistics."""

from pathlib import Path

from ayne.collection.collection_settings import CollectionSettings
from ayne.collection.connect import live_connection, quota_path
from ayne.core.job import log_to
from ayne.core.study_files import JOURNAL
from ayne.http_client.quota import RequestQuota
from ayne.sources.bls.collect import collect_prices
from ayne.sources.bls.source import REQUESTS_PER_DAY

if __name__ == "__main__":
    log_to(snakemake.log[0])
    journal, collection = JOURNAL, CollectionSettings(**snakemake.config["collection"])
    connection = live_connection(
        "bls",
        as_of=collection.as_of,
        base_url=snakemake.params.base_url,
        timeout=collection.timeout,
        quota=RequestQuota(quota_path(journal, "bls"), REQUESTS_PER_DAY),
        connections=1,
        attempts=4,
    )
    collect_prices(Path(snakemake.output.months), journal, connection, snakemake.params.staleness["asked on"])
