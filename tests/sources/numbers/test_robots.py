"""What robots.txt of The Numbers allows is asked, and nothing else."""

import pytest

from ayne.core.errors import CollectError
from ayne.http_client.response import KeyRefusedError, UnansweredError
from fixtures.numbers_site import SALT, TIDE, Study


def test_a_pause_that_robots_txt_asks_for_is_kept(study: Study) -> None:
    study.site.gives("/robots.txt", "User-agent: *\nCrawl-delay: 60\n")
    study.run(TIDE)
    assert study.site.times[2] - study.site.times[1] >= 60


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /movie/",
        "User-agent: AYNE\nDisallow: /movie/* # pages\n",
        "\ufeffUser-agent: *\nDisallow: /movie/",
        "User-agent: *\nDisallow: *",
        "User-agent: *\nAllow: /\n\nDisallow: /movie",
        "User-agent: other\nUser-agent: *\nDisallow: /x\nUser-agent: b\nDisallow:\nUser-agent: *\nDisallow: /movie/",
        "Sitemap: https://x/y\nUser-agent: *\nDisallow: /\nAllow: /movies",
    ],
)
def test_what_robots_txt_disallows_is_not_asked(study: Study, rules: str) -> None:
    study.site.gives("/robots.txt", rules)
    with pytest.raises(CollectError, match=r"robots\.txt disallows .*/movie/Lighthouse.*nothing was asked"):
        study.run(TIDE)
    assert study.site.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    "rules", ["User-agent: *\nDisallow: /\nAllow: /movie/", "User-agent: *\nDisallow:", "<html>not found</html>"]
)
def test_what_robots_txt_allows_is_asked(study: Study, rules: str) -> None:
    study.site.gives("/robots.txt", rules)
    study.run(TIDE)
    assert len(study.site.asked()) == 2


def test_a_site_without_robots_txt_allows_all_and_a_forbidden_one_nothing(study: Study) -> None:
    study.site.gives("/robots.txt", "", status=403)
    with pytest.raises(KeyRefusedError, match="turned away"):
        study.run(TIDE)
    assert study.site.asked() == []
    study.site.gives("/robots.txt", "gone", status=404)
    study.run(TIDE)
    assert len(study.site.asked()) == 2
    study.site.gives("/robots.txt", "", status=500)
    with pytest.raises(UnansweredError, match=r"robots\.txt: HTTP 500"):
        study.run(SALT)
    assert study.site.asked() == []
