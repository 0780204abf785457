import numpy as np
import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.models.encoding import as_inputs, encode, feature_columns, fit_encoder

MOVIES = pl.DataFrame(
    {
        "tmdb_id": [1, 2, 3, 4, 5],
        "release_date": ["2020-01-01"] * 5,
        "runtime_min": [90, None, 100, 110, 120],
        "is_sequel": [True, False, None, False, True],
        "us_certification": ["R", "R", "PG-13 [sic]", None, "G"],
    }
).with_columns(pl.col("release_date").str.to_date())


def test_keys_are_no_features_and_columns_keep_their_order():
    assert feature_columns(MOVIES) == {"runtime_min": "number", "is_sequel": "boolean", "us_certification": "category"}


def test_numbers_stay_and_rare_categories_share_a_column():
    matrix = encode(fit_encoder(MOVIES, min_category_movies=2), MOVIES)
    assert matrix.columns == [
        "runtime_min",
        "is_sequel",
        "us_certification_R",
        "us_certification_infrequent_sklearn",
    ]
    assert matrix.row(0) == (90, 1, 1, 0)
    assert matrix.row(4) == (120, 1, 0, 1)
    assert np.isnan(matrix["runtime_min"][1])
    assert np.isnan(matrix["is_sequel"][2])


def test_an_unknown_category_is_one_of_its_own_and_brackets_are_rounded():
    columns = encode(fit_encoder(MOVIES, min_category_movies=1), MOVIES).columns
    assert {"us_certification_None", "us_certification_PG-13 (sic)"} <= set(columns)


def test_a_category_never_seen_goes_to_the_rare_ones():
    encoder = fit_encoder(MOVIES, min_category_movies=2)
    assert encode(encoder, MOVIES.head(1).with_columns(us_certification=pl.lit("X"))).row(0)[2:] == (0, 1)


@pytest.mark.parametrize("rare", [1, 2, 3])
def test_the_inputs_are_those_of_scikit_learn_s_own_transformer(rare):
    encoder = fit_encoder(MOVIES, min_category_movies=rare)
    others = MOVIES.with_columns(us_certification=pl.lit("X"), is_sequel=pl.lit(None, dtype=pl.Boolean))
    for movies in (MOVIES, others, MOVIES.head(0)):
        if movies.height:
            wanted = encoder.transform(as_inputs(movies))
            assert np.array_equal(encode(encoder, movies).to_numpy(), wanted, equal_nan=True)
        assert encode(encoder, movies).height == movies.height


def test_a_list_is_no_feature():
    with pytest.raises(DataError, match=r"feature genres has type List\(String\)"):
        feature_columns(pl.DataFrame({"genres": [["Action"]]}))


def test_a_count_says_less_with_every_further_movie():
    movies = pl.DataFrame({"director_movie_count": [0, 1, 3, None]})
    counts = encode(fit_encoder(movies, min_category_movies=1), movies)["director_movie_count"].to_list()
    assert counts[:3] == pytest.approx([0, np.log(2), np.log(4)])
    assert np.isnan(counts[3])
