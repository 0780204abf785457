"""`ayne purge`: remove answers from the journal by their age."""

from pathlib import Path
from typing import Annotated

import typer

from ayne.cli.options import Directory
from ayne.core.logging import configure_logging, errors_to_exit, get_logger
from ayne.core.study_files import JOURNAL

logger = get_logger("ayne")


def purge(
    source: Annotated[str, typer.Option(help="tmdb, omdb, …")],
    older_than: Annotated[int, typer.Option(min=0, help="Days since an answer was fetched")],
    yes: Annotated[bool, typer.Option("--yes", help="Actually delete them")] = False,
    directory: Directory = Path(),
) -> None:
    """Delete a source's answers from the journal by age (TMDB allows six months); they become due again."""
    from ayne.collection.purge import purge as purge_journal
    from ayne.core.part import forget_earlier

    configure_logging()
    with errors_to_exit(logger):
        removed = purge_journal(directory / JOURNAL, source, older_than, is_done=yes)
        if yes:
            forget_earlier(directory)
    for file in removed:
        logger.info(
            "%s: %d answers, %d of them the only answer to their request", file.path, file.answers, file.last_answers
        )
    n_answers, size = sum(file.answers for file in removed), sum(file.size for file in removed)
    logger.info(
        "%s: %d answers (%.1f MB) fetched more than %d days ago %s",
        *(source, n_answers, size / 1e6, older_than, "were removed" if yes else "would be removed"),
    )
    if not yes and n_answers:
        logger.warning("nothing was deleted; add --yes to delete them")
        raise typer.Exit(1)
    if n_answers:
        logger.info("raw files, tables and results hold copies until the workflow runs again; what was removed is due")
