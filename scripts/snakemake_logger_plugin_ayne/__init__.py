"""What Snakemake says on the console: a line per job with its reason in words, warnings and errors in full.

Snakemake finds this package by its name; `logger: ayne` in profiles/default switches it on. The full log, with every
file and parameter, stays in `.snakemake/log/`.
"""

from snakemake_logger_plugin_ayne.handler import LogHandler

__all__ = ["LogHandler"]
