"""Feature columns to a matrix, by stock scikit-learn classes: counts as ln(1 + n), other numbers as they are.

Strings are one-hot, unknown is NaN.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from ayne.core.errors import DataError

if TYPE_CHECKING:
    import polars as pl

    from ayne.core.arrays import Floats

KEYS = ("tmdb_id", "release_date", "title")
# As received: a budget that stands in millions is known to be wrong only after somebody looked.
BUDGET = "log_budget_received_real"
# Of how many movies a record is says less with every further one.
COUNT = "_count"
# The members of a blend share an encoder: each thread's last table is encoded once for all of them.
_LAST = threading.local()
# XGBoost refuses these in a column name.
REFUSED = str.maketrans({"[": "(", "]": ")", "<": "-"})


def feature_columns(features: pl.DataFrame) -> dict[str, str]:
    """Column names in order with `number`, `boolean` or `category`; `DataError` for any other type."""
    kinds = {}
    for name, dtype in features.schema.items():
        if name in KEYS:
            continue
        if dtype.is_numeric():
            kinds[name] = "number"
        elif str(dtype) == "Boolean":
            kinds[name] = "boolean"
        elif str(dtype).startswith(("String", "Categorical", "Enum")):
            kinds[name] = "category"
        else:
            raise DataError(f"feature {name} has type {dtype}; models take numbers, booleans and strings")
    return kinds


def fit_encoder(features: pl.DataFrame, *, min_category_movies: int) -> Any:
    """Fit a `ColumnTransformer`; categories of fewer movies share one column, and unseen ones go there too."""
    kinds = feature_columns(features)
    categories = [name for name, kind in kinds.items() if kind == "category"]
    numbers = [name for name in kinds if name not in categories]
    return _encoder(numbers, categories, min_category_movies).fit(as_inputs(features))


def fit_budget_encoder(features: pl.DataFrame) -> Any:
    """Fit a `ColumnTransformer` that keeps ln of the real budget, as received, alone, for the baselines."""
    budget_column(features)
    return _encoder([BUDGET], [], min_category_movies=1).fit(as_inputs(features))


def encode(encoder: Any, features: pl.DataFrame) -> pl.DataFrame:
    """Return one row per movie, all floats, named as `runtime_min` and `us_certification_PG-13`; NaN where unknown.

    Columns in the order of the fit, whatever their order here; DataError names one that is missing.
    """
    import polars as pl

    last = getattr(_LAST, "encoded", None)
    if last is not None and last[0] is encoder and last[1] is features:
        return cast("pl.DataFrame", last[2])
    columns = set(features.columns)
    if missing := [name for name in encoder.feature_names_in_ if name not in columns]:
        raise DataError(f"the model was fitted with the feature {', '.join(missing)}, which is not in this table")
    names = [str(name).translate(REFUSED) for name in encoder.get_feature_names_out()]
    matrix = pl.Series("inputs", _transformed(encoder, features))
    inputs = matrix.to_frame().select(pl.col("inputs").arr.to_struct(names)).unnest("inputs")
    _LAST.encoded = encoder, features, inputs
    return inputs


def _transformed(encoder: Any, features: pl.DataFrame) -> Floats:
    """Return what `encoder.transform` does without its checks of each column, 3 ms however few the rows."""
    import numpy as np
    import polars as pl

    parts = [np.zeros((features.height, 0))]
    for name, _, columns in encoder.transformers_:
        if name in ("numbers", "counts") and columns:
            numbers = features.select(pl.col(columns).cast(pl.Float64)).to_numpy()
            parts.append(np.log1p(numbers) if name == "counts" else numbers)
        elif name == "categories" and columns:
            parts.append(_one_hot(encoder.named_transformers_[name], features.select(columns)))
    return np.hstack(parts)


def _one_hot(encoder: Any, categories: pl.DataFrame) -> Floats:
    """Return a column per frequent category, and one for the others, where the fit had any; else those are nowhere."""
    import numpy as np

    blocks = []
    for place, column in enumerate(categories.columns):
        known, rare = encoder.categories_[place].tolist(), encoder.infrequent_categories_[place]
        rare = [] if rare is None else rare.tolist()
        frequent = [value for value in known if value not in rare]
        places = {value: number for number, value in enumerate(frequent)}
        block = np.zeros((categories.height, len(frequent) + bool(rare)))
        for row, value in enumerate(categories[column].cast(str).to_list()):
            number = places.get(value, len(frequent) if rare else None)
            if number is not None:
                block[row, number] = 1
        blocks.append(block)
    return np.hstack(blocks)


def encode_budget(encoder: Any, features: pl.DataFrame) -> Floats:
    """Return ln of the real budget, NaN where it is unknown, for an encoder of `fit_budget_encoder`."""
    return budget_column(encode(encoder, features))


def budget_column(inputs: pl.DataFrame) -> Floats:
    """Return ln of the real budget, as received; `DataError` where the feature set lacks it."""
    if BUDGET not in inputs.columns:
        raise DataError(f"models need the feature {BUDGET} (family money); it is not in the feature set")
    column = inputs[BUDGET]
    if column.null_count() or str(column.dtype) != "Float64":
        column = column.cast(float).fill_null(float("nan"))
    return column.to_numpy()


def as_inputs(features: pl.DataFrame) -> pl.DataFrame:
    """Feature columns alone: numbers and booleans as floats, categories as strings."""
    import polars as pl

    types = {"number": pl.Float64, "boolean": pl.Float64, "category": pl.String}
    kinds = feature_columns(features)
    return features.select(pl.col(name).cast(types[kind]) for name, kind in kinds.items())


def _encoder(numbers: Sequence[str], categories: Sequence[str], min_category_movies: int) -> Any:
    import numpy as np
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

    counts = [name for name in numbers if name.endswith(COUNT)]
    others = [name for name in numbers if name not in counts]
    log = FunctionTransformer(np.log1p, feature_names_out="one-to-one")

    one_hot = OneHotEncoder(
        min_frequency=min_category_movies, handle_unknown="infrequent_if_exist", sparse_output=False
    )
    return ColumnTransformer(
        [("numbers", "passthrough", others), ("counts", log, counts), ("categories", one_hot, list(categories))],
        verbose_feature_names_out=False,
    )
