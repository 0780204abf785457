from pathlib import Path

import pytest

from fixtures.numbers_site import Site, Study


@pytest.fixture
def study(site: Site, tmp_path: Path) -> Study:
    """A study of its own folder, on a site whose requests are timed by the study's clock."""
    study = Study(tmp_path, site)
    site.now = study.fake.now
    return study
