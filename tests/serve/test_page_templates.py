"""Whose terms a page names is what the model's card says of its catalogue."""

from datetime import date
from types import SimpleNamespace

import pytest

from ayne.serve.page_templates import rendered


@pytest.mark.parametrize(
    ("card", "named", "not_named"),
    [
        ("- Catalogue: simulated, as of 2026-06-30.", "Simulated data.", "TMDB"),
        ("- Catalogue: wikidata, as of 2026-06-30.", "CC0", "TMDB"),
        (
            "- Catalogue: live, as of 2026-06-30.\nNot simulated.",
            "otherwise approved by TMDB",
            "Simulated",
        ),
        (None, "otherwise approved by TMDB", "Simulated"),
    ],
)
def test_tmdb_s_notice_stands_where_its_data_are(card, named, not_named):
    served = SimpleNamespace(card={"card": card}, model="blend", snapshot=date(2026, 6, 30), refit_sha256="ab" * 32)
    request = SimpleNamespace(url=SimpleNamespace(path="/none"))
    text = rendered(request, served, "error", 404, code=404, title="Not Found", detail="no page").body.decode()
    assert named in text
    assert not_named not in text
