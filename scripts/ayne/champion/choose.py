"""Which model is published: the best in the walk-forward years."""

from collections.abc import Iterable

from ayne.artifacts.champion import Champion
from ayne.artifacts.metrics import Metrics
from ayne.core.errors import DataError
from ayne.models.estimator import BASELINES


def choose_champion(models: Iterable[Metrics]) -> Champion:
    """Return the model with the lowest walk-forward `rmse_log`; the test has no say.

    A baseline is chosen only where there is nothing else; of equals, the first by name.
    """
    scores = {metrics.model: metrics.walk_forward.overall.rmse_log for metrics in models}
    if not scores:
        raise DataError("no model to choose from: name at least one under models in config/config.yaml")
    candidates = {name: value for name, value in scores.items() if name not in BASELINES} or scores
    model = min(sorted(candidates), key=lambda name: candidates[name])
    among = "models" if candidates is not scores else "baselines"
    reason = f"lowest walk-forward rmse_log ({candidates[model]:.3f}) of {len(candidates)} {among}"
    return Champion(model=model, reason=reason, walk_forward_rmse_log=dict(sorted(scores.items())))
