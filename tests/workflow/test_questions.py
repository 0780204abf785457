"""A question more is a file more."""

import pytest

from ayne.core.files import read_json

QUESTION = """\
-- question: How many movies are there?
-- sentence: There are {movies:number} movies.
-- chart: {kind: bars, x: kind, y: movies, unit: movies}
SELECT 'all' AS kind, count(*) AS movies FROM movies
"""


@pytest.mark.slow
def test_adding_a_question_is_adding_an_sql_file(project):
    (project.folder / "scripts/ayne/sql/questions/how_many.sql").write_text(QUESTION)
    assert project.build(target="results/questions/how_many.json") == ["answer_question"]
    answer = read_json(project.folder / "results/questions/how_many.json")
    assert answer["sentence"].startswith("There are 6")
    for kind in ("sql", "csv", "svg"):
        assert (project.folder / f"results/questions/how_many.{kind}").is_file()


def test_a_question_that_reads_what_there_is_not_is_refused(project):
    path = project.folder / "scripts/ayne/sql/questions/how_many.sql"
    path.write_text(QUESTION.replace("-- chart", "-- reads: [weather]\n-- chart"))
    done = project.snakemake("-n", "--configfile", "study.yaml", "--", "results/questions/how_many.json")
    assert done.returncode == 1
    assert "how_many.sql: reads: there is no weather; there are forecasts, payback" in done.stdout + done.stderr
