from pathlib import Path

import pytest

from ayne.core.environment_checks import require_plain_python, require_resolution_day
from ayne.core.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
LOCK = 'version = 1\nrequires-python = ">=3.12"\n\n[options]\nexclude-newer = "{}"\n\n[[package]]\nname = "attrs"\n'


def project(folder, asked, locked):
    (folder / "pyproject.toml").write_text(f'[tool.uv]\n# the day\nexclude-newer = "{asked}"\n')
    if locked:
        (folder / "uv.lock").write_text(LOCK.format(locked))
    return folder


def test_a_lock_of_an_earlier_day_is_named_with_what_renews_it(tmp_path):
    with pytest.raises(ConfigError) as refused:
        require_resolution_day(project(tmp_path, "2026-11-30T00:00:00Z", "2026-11-23T00:00:00Z"))
    assert str(refused.value).startswith(
        "uv.lock holds the packages of 2026-11-23T00:00:00Z, pyproject.toml asks for those of 2026-11-30T00:00:00Z"
    )
    assert str(refused.value).endswith("Renew it: uv lock --upgrade")


@pytest.mark.parametrize("locked", ["2026-11-30T00:00:00Z", None])
def test_a_lock_of_the_day_and_none_at_all_are_right(tmp_path, locked):
    require_resolution_day(project(tmp_path, "2026-11-30T00:00:00Z", locked))


def test_the_project_s_own_lock_is_of_its_day():
    require_resolution_day(ROOT)


@pytest.mark.parametrize("folder", ["a b", "it's", "a;b"])
def test_a_python_that_snakemake_cannot_start_is_refused_in_one_line(folder):
    python = f"/home/me/{folder}/ayne/.venv/bin/python"
    with pytest.raises(ConfigError) as refused:
        require_plain_python(python)
    assert str(refused.value).startswith(f"{python}: Snakemake cannot start a Python whose path has a blank")
    assert "\n" not in str(refused.value)
    require_plain_python("/home/me/ayne-2.0/.venv/bin/python3.12")
