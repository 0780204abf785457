"""The sections of the report, one a module and a template in parts/: `READS` names its files, `PLACE` orders it."""
