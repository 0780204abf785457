import numpy as np
import pytest

from ayne.evaluation.intervals import Calibration, calibrate, interval_columns

ONE_TO_NINETEEN = np.arange(1, 20) / 10


def test_half_width_is_the_conformal_quantile_of_the_absolute_residuals():
    # Of 0.1, …, 1.9 and one more: the 80 % interval holds 16 of 20 and the 90 % one 18 of 20.
    residuals = ONE_TO_NINETEEN * np.where(np.arange(19) % 2, 1, -1)
    calibration = calibrate(np.append(residuals, 2.0), [None] * 20)
    assert calibration.half_widths["pooled"] == pytest.approx({80: 1.7, 90: 1.9})
    assert calibration.n == {"pooled": 20}


def test_nineteen_movies_are_too_few_to_calibrate_on():
    assert calibrate(ONE_TO_NINETEEN, [None] * 19) is None


def test_a_band_of_fifty_movies_has_its_own_width_and_a_smaller_one_the_pooled():
    residuals = np.concatenate([np.full(50, 0.2), np.full(49, 3.0)])
    calibration = calibrate(residuals, ["40M and over"] * 50 + ["under 3M"] * 49)
    assert set(calibration.half_widths) == {"40M and over", "pooled"}
    columns = interval_columns(np.array([100.0, 100.0, 100.0]), ["40M and over", "under 3M", None], calibration)
    assert columns["upper_80"] == pytest.approx(100 * np.exp([0.2, 3.0, 3.0]))
    assert columns["lower_80"] == pytest.approx(100 * np.exp([-0.2, -3.0, -3.0]))


def test_without_a_calibration_there_is_no_interval():
    assert np.isnan(interval_columns(np.array([100.0]), ["under 3M"], None)["lower_90"]).all()


def test_a_calibration_survives_its_json():
    calibration = calibrate(np.linspace(-1, 1, 60), ["under 3M"] * 60)
    assert Calibration.from_json(calibration.as_json()) == calibration


@pytest.mark.parametrize("confidence", [80, 90])
def test_exchangeable_movies_are_covered_as_often_as_promised(confidence):
    draw = np.random.default_rng(11)
    bands = np.where(draw.random(6000) < 0.5, "under 3M", "40M and over")
    errors = draw.standard_t(4, 6000) * np.where(bands == "under 3M", 2.0, 0.5)
    calibration = calibrate(errors[:2000], bands[:2000].tolist())
    columns = interval_columns(np.ones(4000), bands[2000:].tolist(), calibration)
    inside = (columns[f"lower_{confidence}"] <= np.exp(errors[2000:])) & (
        np.exp(errors[2000:]) <= columns[f"upper_{confidence}"]
    )
    for band in ("under 3M", "40M and over"):
        assert inside[bands[2000:] == band].mean() == pytest.approx(confidence / 100, abs=0.03)
