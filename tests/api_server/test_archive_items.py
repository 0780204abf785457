"""Recorded items of Wikidata go to the year of the movie with their IMDb id, with all that is stated about them."""

import gzip
from datetime import date

import orjson
import polars as pl
import pytest

from ayne.api_server.archive_items import split_items
from ayne.api_server.wikidata_api import WikidataApi
from ayne.core.errors import DataError
from ayne.simulation.triples import Item
from ayne.sources.wikidata.questions import GROSSES, PUBLICATIONS
from ayne.sources.wikidata.statements import amounts

MOVIES = pl.DataFrame({"imdb_id": ["tt0000005", "tt0000006", "tt0000006", ""], "year": [1999, 1999, 2001, 2000]})


def item(number, imdb_id, gross):
    one = Item(f"Q{number}")
    one.sitelinks(12)
    one.text("P345", imdb_id)
    one.amount("P2142", gross, "Q4917", place="Q13780930", day=date(2004, 1, 2))
    one.day("P577", date(1999, 3, 5), place="Q30")
    # of a person, who is no movie here
    one.link("P57", "Q900")
    return one


@pytest.fixture
def archive(tmp_path):
    """Write an archive of these items."""

    def write(*items, more=b""):
        path = tmp_path / "archive" / "wikidata" / "items.nt.gz"
        path.parent.mkdir(parents=True)
        triples = b"".join(line + b"\n" for one in items for line in one.encoded())
        path.write_bytes(gzip.compress(triples + more))
        return tmp_path / "archive"

    return write


def asked(path, question, *items):
    answer = WikidataApi([path]).answer(question.query(items), "me@example.org")
    return answer.body.decode()


def test_an_item_goes_to_every_year_of_its_movie_and_answers_there(archive, tmp_path):
    folder = archive(item(5, "tt0000005", 1_500), item(6, "tt0000006", 2_500), item(7, "tt0000007", 3_500))
    counts = split_items(folder, tmp_path, MOVIES, [1999, 2000, 2001])
    assert counts == {"wikidata_items": 3, "wikidata_used": 2, "wikidata_left_out": 1}
    files = {year: tmp_path / f"{year}.wikidata.nt.gz" for year in (1999, 2000, 2001)}
    assert gzip.decompress(files[2000].read_bytes()) == b""
    first = asked(files[1999], GROSSES, "Q5", "Q6", "Q7")
    assert [gross in first for gross in ("1500", "2500", "3500")] == [True, True, False]
    assert "http://www.wikidata.org/entity/Q13780930" in first
    second = asked(files[2001], GROSSES, "Q5", "Q6")
    assert ("1500" in second, "2500" in second) == (False, True)
    assert "1999-03-05" in asked(files[2001], PUBLICATIONS, "Q6")


def test_the_bounds_of_an_amount_and_a_second_statement_without_a_value_change_no_amount(archive, tmp_path):
    one = item(5, "tt0000005", 1_500)
    one.unknown("P2142")
    [value] = {line.split()[0] for line in one.encoded() if b"quantityAmount" in line}
    bounds = b"".join(
        b'%s <http://wikiba.se/ontology#quantity%sBound> "%d"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
        % (value, name, bound)
        for name, bound in ((b"Upper", 1_600), (b"Lower", 1_400))
    )
    split_items(archive(one, more=bounds), tmp_path, MOVIES, [1999])
    rows = orjson.loads(asked(tmp_path / "1999.wikidata.nt.gz", GROSSES, "Q5"))["results"]["bindings"]
    assert sorted(str(amount.value) for amount in amounts(rows)) == ["1500", "None"]


def test_the_order_of_the_triples_does_not_matter(archive, tmp_path):
    folder = archive(item(5, "tt0000005", 1_500), item(6, "tt0000006", 2_500))
    recorded = folder / "wikidata" / "items.nt.gz"
    for out in ("one", "two"):
        (tmp_path / out).mkdir()
        split_items(folder, tmp_path / out, MOVIES, [1999])
        recorded.write_bytes(gzip.compress(b"\n".join(reversed(gzip.decompress(recorded.read_bytes()).split(b"\n")))))
    assert (tmp_path / "one/1999.wikidata.nt.gz").read_bytes() == (tmp_path / "two/1999.wikidata.nt.gz").read_bytes()


def test_a_damaged_file_is_named(archive, tmp_path):
    folder = archive(item(5, "tt0000005", 1_500), more=b"<http://www.wikidata.org/entity/Q6> <oops\n")
    with pytest.raises(DataError, match=r"items\.nt\.gz: no N-Triples, or damaged: .*; copy the file again"):
        split_items(folder, tmp_path, MOVIES, [1999])


def test_an_archive_without_the_file_is_told(tmp_path):
    with pytest.raises(DataError, match=r"wikidata/items\.nt\.gz: missing; sources\.wikidata asks for it"):
        split_items(tmp_path, tmp_path, MOVIES, [1999])
