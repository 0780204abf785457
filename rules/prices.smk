"""Prices: US consumer prices as shipped, or with what the Bureau of Labor Statistics has published since.

Reads:  scripts/ayne/data/cpi_us_annual.csv, and the API of the BLS if cpi.source is bls and the catalogue live
Writes: data/raw/bls/cpi.jsonl.gz, data/tables/bls/cpi_us_annual.csv, data/tables/bls/cpi_us_recent.csv
"""

ASKS_BLS = LIVE and settings.cpi.source == "bls"
PRICES = "data/tables/bls/cpi_us_annual.csv" if ASKS_BLS else SHIPPED_PRICES
RECENT_PRICES = ["data/tables/bls/cpi_us_recent.csv"] if ASKS_BLS else []


if ASKS_BLS:
    # Only here: they load the HTTP client.
    from ayne.collection.state import ShardState
    from ayne.sources.bls.collect import prices_state_path
    from ayne.tables.price_tables import last_published

    rule collect_prices:
        output:
            months="data/raw/bls/cpi.jsonl.gz",
        log:
            "logs/collect_prices.log",
        benchmark:
            "logs/costs/collect_prices.tsv"
        localrule: True
        params:
            base_url=settings.bls_base_url,
            staleness=lambda wildcards: refresh_days_shown(ShardState.read(prices_state_path(JOURNAL))),
            code=code("collect_prices.py"),
        script:
            "../scripts/collect_prices.py"

    rule build_prices:
        input:
            months=rules.collect_prices.output.months,
            shipped=SHIPPED_PRICES,
        output:
            annual="data/tables/bls/cpi_us_annual.csv",
            recent="data/tables/bls/cpi_us_recent.csv",
        log:
            "logs/build_prices.log",
        benchmark:
            "logs/costs/build_prices.tsv"
        localrule: True
        params:
            last_month=last_published(settings.snapshot),
            code=code("build_prices.py"),
        script:
            "../scripts/build_prices.py"
