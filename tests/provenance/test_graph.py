import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ayne.provenance import graph as graph_module
from ayne.provenance.graph import build_graph, job_of, patterns, peaks_of_jobs, records_behind, rule_of, rule_table
from ayne.provenance.graph_layout import direct_edges, draw, fold, layers_of
from ayne.provenance.job_records import JobRecord
from ayne.report.render import write_page
from ayne.report.section import UNKNOWN

SVG = "{http://www.w3.org/2000/svg}"


def record(rule, inputs=(), log=None, seconds=1.0):
    return JobRecord(rule, (100.0, 100.0 + seconds), log=log, inputs=dict.fromkeys(inputs))


RECORDS = {
    "data/raw/2019.gz": record("collect", log="logs/collect/2019.log", seconds=2.0),
    "data/raw/2020.gz": record("collect", log="logs/collect/2020.log", seconds=3.0),
    "prices.parquet": record("import_prices", log="logs/import_prices.log"),
    "movies.parquet": record("build_table", ["data/raw/2019.gz", "data/raw/2020.gz"], "logs/build_table/movies.log"),
    "model.ubj": record("fit", ["movies.parquet", "prices.parquet", "data/raw/2020.gz"], "logs/fit.log"),
}


def test_a_rule_takes_from_the_rules_that_made_its_inputs():
    graph = build_graph(RECORDS, rule_of)
    assert graph["fit"].takes_from == {"build_table", "import_prices", "collect"}
    assert layers_of(graph) == {"collect": 0, "build_table": 1, "import_prices": 1, "fit": 2}
    assert direct_edges(graph) == [("build_table", "fit"), ("collect", "build_table"), ("import_prices", "fit")]


def test_years_are_one_box_of_the_jobs():
    graph = build_graph(RECORDS, job_of)
    assert list(graph) == ["build_table movies", "collect {year}", "fit", "import_prices"]
    assert graph["collect {year}"].jobs == {"collect/2019", "collect/2020"}


def test_a_row_of_the_table_says_what_a_rule_reads_writes_and_costs():
    graph = build_graph(RECORDS, rule_of)
    rows = {
        row.rule: row for row in rule_table(graph, layers_of(graph), {"collect/2019": 80.5, "collect/2020": 96.25}).root
    }
    assert list(rows) == ["collect", "build_table", "import_prices", "fit"]
    assert dict(rows["collect"]) == {
        "rule": "collect",
        "jobs": 2,
        "reads": (),
        "writes": ("data/raw/{year}.gz",),
        "seconds": 5.0,
        "longest_job_seconds": 3.0,
        "peak_mb": 96.25,
    }
    assert rows["fit"].peak_mb is None
    by_block = rule_table(graph, layers_of(graph), {"build_table": 70.0})
    assert [row.peak_mb for row in by_block.root if row.rule == "build_table"] == [70.0]


def test_the_memory_of_a_job_is_what_snakemake_measured(tmp_path):
    costs = tmp_path / "logs/costs/parse_raw/tmdb"
    costs.mkdir(parents=True)
    heads = "s\th:m:s\tmax_rss\tmax_vms\n"
    (costs / "2019.tsv").write_text(f"{heads}1.4\t0:00:01\t81.38\t1103.16\n")
    (costs / "2020.tsv").write_text(f"{heads}0.1\t0:00:00\tNA\tNA\n")
    assert peaks_of_jobs(tmp_path) == {"parse_raw/tmdb/2019": 81.38}


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["a/1.sql", "a/2.sql"], ["a/1.sql", "a/2.sql"]),
        ([f"a/t{n}.sql" for n in range(9)], ["a/*.sql (9)"]),
        (["data/tmdb/2019.parquet", "data/tmdb/2020.parquet"], ["data/tmdb/{year}.parquet"]),
    ],
)
def test_many_paths_are_told_as_a_pattern(paths, message):
    assert patterns(paths) == message


def test_the_picture_has_every_box_apart_and_every_line_from_the_top_down():
    graph = build_graph(RECORDS, rule_of)
    picture = draw(graph, "Rules & jobs")
    root = ElementTree.fromstring(picture)  # noqa: S314 -- our own
    assert root.find(f"{SVG}title").text == "Rules & jobs"
    labels = {text.text for text in root.iter(f"{SVG}text")}
    assert labels == {"collect (2)", "build_table", "import_prices", "fit"}
    corners = [(float(box.get("x")), float(box.get("y"))) for box in root.iter(f"{SVG}rect")]
    assert len(set(corners)) == 4
    ends = [(line.get("d").split()[1], line.get("d").split()[-1]) for line in root.iter(f"{SVG}path")]
    assert len(ends) == 3
    assert all(float(start) < float(end) for start, end in ends)
    assert "prefers-color-scheme: dark" in picture


def test_rules_that_take_and_give_alike_are_one_box_and_a_long_line_passes_by_what_is_between():
    paths = {"a": [], "fit_1": ["a"], "fit_2": ["a"], "blend": ["fit_1", "fit_2"], "choose": ["blend", "b"], "b": ["a"]}
    graph = build_graph({path: record(path, inputs) for path, inputs in paths.items()}, rule_of)
    assert sorted(fold(graph)) == ["a", "b", "blend", "choose", "fit_1\nfit_2"]
    root = ElementTree.fromstring(draw(graph, "Rules"))  # noqa: S314 -- our own
    boxes = {
        "\n".join(text.text for text in box.iter(f"{SVG}text")): box.find(f"{SVG}rect") for box in root.iter(f"{SVG}g")
    }
    assert float(boxes["fit_1\nfit_2"].get("height")) > float(boxes["b"].get("height"))
    blend = boxes["blend"]
    left, right = float(blend.get("x")), float(blend.get("x")) + float(blend.get("width"))
    longest = max((line.get("d") for line in root.iter(f"{SVG}path")), key=len)
    beside = [float(x) for x, y in re.findall(r"L([\d.]+) ([\d.]+)", longest) if float(y) >= float(blend.get("y"))]
    assert beside
    assert not any(left < x < right for x in beside)


def test_only_what_is_behind_the_targets_is_told(study):
    behind = records_behind(study, ["data/movies.duckdb"])
    assert sorted(behind) == ["data/movies.duckdb", "data/tables/movies.parquet"]


def test_the_page_of_the_rules_says_which_takes_most_and_where_no_memory_was_measured(tmp_path):
    graph = build_graph(RECORDS, rule_of)
    template = Path(graph_module.__file__).with_name("rules.html.j2")
    write_page(tmp_path / "rules.html", template, rules=rule_table(graph, layers_of(graph), {"fit": 312.4}).root)
    page = (tmp_path / "rules.html").read_text()
    assert "<h1>collect takes most: 5 of 8 seconds</h1>" in page
    assert "4 rules build 5 parts" in page
    assert re.findall(r"<span>([^<]*)</span></div>", page)[:4] == ["5.0 s", UNKNOWN, "1.0 s", UNKNOWN]
    assert "<span>312 MB</span>" in page
