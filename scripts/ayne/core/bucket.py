"""A study whose files are in a bucket: its folder holds the journal, the logs, and copies of what was read here."""

from pathlib import Path

from ayne.core.files import write_text

# Where the files are, as `s3://bucket/study`; written as the workflow is read.
BUCKET = Path(".snakemake/ayne/bucket")


def remember_bucket(prefix: str | None, study: Path = Path()) -> None:
    """Note where the study's files are, or that they are in its folder."""
    if prefix is None:
        (study / BUCKET).unlink(missing_ok=True)
    elif bucket_of(study) != prefix:
        write_text(study / BUCKET, prefix)


def bucket_of(study: Path) -> str | None:
    """Return where the study's files are, `s3://bucket/study`; None for its folder."""
    return (study / BUCKET).read_text(encoding="utf-8") if (study / BUCKET).is_file() else None


def how_to_fetch(study: Path) -> str | None:
    """Say how the files of a study in a bucket come into its folder; None where they are there."""
    bucket = bucket_of(study)
    if bucket is None:
        return None
    return (
        f"This study's files are in {bucket}, and here only what was read here. All of them: uv run snakemake "
        f"--workflow-profile profiles/s3 --default-storage-prefix {bucket} --cores 2 -- fetch_study"
    )
