"""The figures of the report, one a module: `READS` names its files, `figure` makes it."""
