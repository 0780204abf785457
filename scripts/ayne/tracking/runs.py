"""Logs all models of a study to MLflow, after the fits: a store that fails costs no model and no score."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.artifacts.run import Run
from ayne.core.code import code_of_part
from ayne.core.logging import get_logger
from ayne.core.part import NOTE, PARTS, Part, PartStore, read_note
from ayne.models.fit_part import EARLIER_FITS, FITS, modules_of_fit
from ayne.models.study import Study
from ayne.tracking.context import RunContext
from ayne.tracking.fits import log_fit, set_duration
from ayne.tracking.store import EXPERIMENT, experiment, silent_store

logger = get_logger("tracking")

RULE = "log_runs"
AGAIN = f"nothing else depends on it; to log them: uv run snakemake --cores 1 --forcerun {RULE} -- results/model"
Spans = Mapping[str, tuple[float, float]]
NOT_LOGGED = Run(run_id=None, run_name=None, experiment=EXPERIMENT, study_run_id=None)


def log_runs(parts: Sequence[Part], study: Study, context: RunContext, scripts: Path) -> None:
    """Log each model whose fit is not in the store yet, and write its `run.json`; `parts` are named after the models.

    Where the store does not answer, or refuses, a warning says so, and `run.json` has no `run_id`. `scripts` is where
    the code of the fits is.
    """
    store = PartStore(RULE, earlier=EARLIER_FITS)
    waiting = [part for part in parts if store.put_back(part) is not None]
    logger.info("%d of %d fits to log", len(waiting), len(parts))
    try:
        if waiting and (silent := silent_store()):
            logger.warning("%s; %d fits are not logged: %s", silent, len(waiting), AGAIN)
        elif waiting:
            with experiment() as mlflow:
                spans = fitted_from_to([part.name for part in parts])
                while waiting:
                    code = code_of_part(scripts, FITS, *modules_of_fit(waiting[0].name))
                    run = _log(mlflow, waiting[0], study, context.of_code(code), store, spans)
                    set_duration(mlflow, str(run.study_run_id), _whole(spans))
                    del waiting[0]
    except Exception as error:
        logger.info("what MLflow said", exc_info=error)
        first = str(error).strip().partition("\n")[0]
        logger.warning("MLflow: %s; %d fits are not logged: %s", first, len(waiting), AGAIN)
    for part in waiting:
        NOT_LOGGED.write(part.outputs[0])


def fitted_from_to(models: Sequence[str]) -> Spans:
    """Return when the fit of each model began and ended, in seconds since 1970; of those that are known."""
    notes = {model: read_note(PARTS / Path(FITS).stem / model / NOTE) for model in models}
    return {model: note.made for model, note in notes.items() if note is not None}


def _whole(spans: Spans) -> float | None:
    return max(end for _, end in spans.values()) - min(start for start, _ in spans.values()) if spans else None


def _log(mlflow: Any, part: Part, study: Study, context: RunContext, store: PartStore, spans: Spans) -> Run:
    began = time.time()
    [file] = part.outputs
    start, end = spans.get(part.name, (None, None))
    seconds = None if start is None or end is None else end - start
    run = log_fit(mlflow, study, file.parent, context, seconds=seconds)
    run.write(file)
    store.keep(part, began)
    return run
