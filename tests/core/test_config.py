import json
import os
import re
from datetime import date

import pytest
import yaml

from ayne.core import config, config_layers
from ayne.core.config import export_settings, exported_settings, load_settings, place_of
from ayne.core.config_layers import given_layers
from ayne.core.errors import ConfigError
from ayne.core.settings import Settings
from ayne.core.yaml_text import StrictYaml

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def layers(tmp_path, monkeypatch):
    """An empty configuration: a folder of YAML files, a `.env`, and none of this machine's variables."""
    for name in [*Settings.model_fields, "TMDB_API_KEY", "OMDB_API_KEY", "RATINGS_KEY", "AYNE_SETTINGS"]:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"AYNE_{name.upper()}", raising=False)
    for name in list(os.environ):
        if "__" in name:
            monkeypatch.delenv(name)
    (tmp_path / "config.yaml").write_text("models: {ridge: {params: {alpha: 1}}}\n")
    monkeypatch.setattr(config_layers, "CONFIG", tmp_path)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    return tmp_path


def test_each_layer_yields_to_the_one_above(layers, monkeypatch):
    assert load_settings().api_timeout == 30
    (layers / "config.yaml").write_text("api_timeout: 31\nmodels: {ridge: {}}\n")
    assert load_settings().api_timeout == 31
    (layers / "development.yaml").write_text("api_timeout: 32\n")
    assert load_settings().api_timeout == 32
    (layers / ".env").write_text("API_TIMEOUT=33\n")
    assert load_settings().api_timeout == 33
    monkeypatch.setenv("API_TIMEOUT", "34")
    assert load_settings().api_timeout == 34
    assert load_settings({"api_timeout": 35}).api_timeout == 35


def test_a_byte_order_mark_hides_no_name_of_dotenv(layers):
    (layers / ".env").write_text(f"AYNE_LOG_LEVEL=ERROR\nTMDB_API_KEY={KEY}\n", encoding="utf-8-sig")
    assert load_settings().log_level == "ERROR"
    (layers / ".env").write_text(f"TMDB_API_KEY={KEY}\n", encoding="utf-8-sig")
    assert load_settings().tmdb_api_key == KEY


def test_environment_chooses_the_yaml_laid_over(layers, monkeypatch):
    (layers / "production.yaml").write_text("log_json: true\n")
    assert load_settings().log_json is False
    monkeypatch.setenv("AYNE_ENVIRONMENT", "production")
    assert load_settings().log_json is True
    assert load_settings({"environment": "development"}).log_json is False


def test_names_that_other_programs_use_count_only_with_the_prefix(layers, monkeypatch):
    for name, value in (("ENVIRONMENT", "BATCH"), ("SEED", "random"), ("MODELS", "gpt"), ("FEATURES", "a b")):
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert (settings.environment, settings.seed, list(settings.models)) == ("development", 20260630, ["ridge"])
    monkeypatch.setenv("AYNE_SEED", "7")
    (layers / ".env").write_text("ENVIRONMENT=staging\n")
    settings = load_settings()
    assert (settings.environment, settings.seed) == ("staging", 7)
    monkeypatch.setenv("AYNE_ENVIRONMENT", "production")
    assert load_settings().environment == "production"


@pytest.mark.parametrize("name", ["api_timeout", "log_level", "tmdb_base_url", "omdb_api_key", "catalogue__first_year"])
def test_every_setting_has_a_name_of_its_own_which_wins(layers, monkeypatch, name):
    texts = {"log_level": ("DEBUG", "ERROR"), "tmdb_base_url": ("http://a", "http://b")}
    plain, own = texts.get(name, ("41", "1942"))
    plain, own = ("1941", own) if name == "catalogue__first_year" else (plain, "42" if own == "1942" else own)
    monkeypatch.setenv(name.upper(), plain)
    monkeypatch.setenv(f"AYNE_{name.upper()}", own)
    value = load_settings()
    for part in name.split("__"):
        value = getattr(value, part)
    assert str(value).removesuffix(".0") == own


def test_a_prefixed_name_in_dotenv_wins_over_the_plain_one_there(layers):
    (layers / ".env").write_text("AYNE_API_TIMEOUT=43\nAPI_TIMEOUT=44\n")
    assert load_settings().api_timeout == 43


def test_a_section_as_a_whole_is_refused_under_our_name(layers, monkeypatch):
    monkeypatch.setenv("AYNE_MODELS", '{"ridge": {}}')
    with pytest.raises(ConfigError, match=r"AYNE_MODELS: a section is set key by key, as AYNE_MODELS__…"):
        load_settings()


def test_sections_merge_key_by_key(layers, monkeypatch):
    (layers / "config.yaml").write_text("catalogue: {first_year: 1990, last_year: 1999}\nmodels: {ridge: {}}\n")
    monkeypatch.setenv("CATALOGUE__LAST_YEAR", "2001")
    settings = load_settings({"catalogue": {"min_vote_count": 7}})
    assert (settings.years, settings.catalogue.min_vote_count) == (range(1990, 2002), 7)


def test_null_leaves_an_entry_out(layers):
    (layers / "config.yaml").write_text("models: {ridge: {}, xgboost: {}}\n")
    assert list(load_settings({"models": {"xgboost": None}}).models) == ["ridge"]


def test_a_number_in_a_nested_value_of_the_command_line_is_a_number():
    given = {"models": {"ridge": {"params": {"alpha": ["3", "0.5"], "solver": "cholesky", "positive": "true"}}}}
    assert load_settings(given).models["ridge"].params == {"alpha": [3, 0.5], "solver": "cholesky", "positive": True}


def test_null_on_the_command_line_leaves_a_model_out():
    """Snakemake passes it as text."""
    assert list(load_settings({"models": {"ridge": "null", "xgboost": {}}}).models) == ["xgboost"]


def test_a_dotted_key_is_a_key_of_a_section():
    given = {"features.set": "greenlight", "features": {"base_year": 2019}, "models.ridge.params.alpha": 3, "seed": 7}
    settings = load_settings(given)
    assert (settings.features.set, settings.features.base_year, settings.seed) == ("greenlight", 2019, 7)
    assert settings.models["ridge"].params == {"alpha": 3}
    with pytest.raises(ConfigError, match=r"features.sett in the command line: unknown key; did you mean set\?"):
        load_settings({"features.sett": "greenlight"})


def test_a_variable_of_another_program_is_no_section(monkeypatch):
    monkeypatch.setenv("MODELS", "/opt/models")
    assert list(load_settings().models) == ["ridge"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"catalogue": {"sorce": "live"}}, "catalogue.sorce in the command line: unknown key; did you mean source?"),
        ({"colour": 1}, "colour in the command line: unknown key; allowed are api_timeout, bls_base_url"),
        (
            {"models": {"ridge": {"parms": {}}}},
            "models.ridge.parms in the command line: unknown key; did you mean params?",
        ),
        ({"simulation": {"movies": "many"}}, "simulation.movies in the command line: 'many' is wrong"),
        (
            {"catalogue": {"source": "tape"}},
            "'tape' is wrong; Input should be 'simulated', 'archive', 'live' or 'wikidata'",
        ),
        (
            {"catalogue": {"first_year": 2020, "last_year": 2010}},
            "first_year: 2020 is after catalogue.last_year (2010)",
        ),
        ({"catalogue": {"source": "archive"}}, "catalogue.archive: not set"),
        ({"catalogue": {"source": "archive", "archive": "nowhere"}}, "nowhere holds no tmdb/movies.jsonl.gz"),
        ({"catalogue": {"source": "live"}}, "sources.tmdb: not there; catalogue.source live asks it"),
        (
            {"catalogue": {"source": "live"}, "sources": {"tmdb": {"key_name": "RATINGS_KEY"}}},
            "RATINGS_KEY: not set; catalogue.source live needs it",
        ),
        (
            {"catalogue": {"source": "wikidata"}},
            "sources.wikidata.contact: not set; Wikidata's query service answers only",
        ),
        ({"sources": {"wikidata": {"contact": "me"}}}, "sources.wikidata.contact in the command line: 'me' is wrong"),
        (
            {"sources": {"wikidata": {"connections": 5}}},
            "sources.wikidata.connections: 5; its service allows one",
        ),
        ({"sources": {"bls": {}}}, "sources.bls: no such source; there are omdb, tmdb, wikidata (docs/adding.md"),
        ({"tmdb_api_key": KEY}, "tmdb_api_key in the command line: a key stands in .env or the environment only"),
    ],
)
def test_a_wrong_value_is_named(given, message):
    with pytest.raises(ConfigError) as error:
        load_settings(given)
    assert message in str(error.value)
    assert KEY not in str(error.value)


def test_all_that_contradicts_itself_is_named_at_once():
    with pytest.raises(ConfigError) as error:
        load_settings({"catalogue": {"first_year": 2020, "last_year": 2010}, "features": {"families": []}})
    assert str(error.value).splitlines() == [
        "catalogue.first_year: 2020 is after catalogue.last_year (2010)",
        "features.families: empty; name at least one family",
    ]


def test_the_layer_of_a_wrong_value_is_named(layers, monkeypatch):
    (layers / "config.yaml").write_text("simulation: {movies: many}\nmodels: {ridge: {}}\n")
    with pytest.raises(ConfigError, match=r"simulation\.movies in config/config\.yaml: 'many' is wrong"):
        load_settings()
    monkeypatch.setenv("SIMULATION__MOVIES", "few")
    with pytest.raises(ConfigError, match=r"simulation\.movies in the environment: 'few' is wrong"):
        load_settings()


def test_of_two_files_the_one_that_counts_is_named(layers):
    (layers / "config.yaml").write_text("environment: staging\nsimulation: {movies: 9}\nmodels: {ridge: {}}\n")
    for name in ("development", "staging"):
        (layers / f"{name}.yaml").write_text("simulation: {movies: many}\n")
    with pytest.raises(ConfigError, match=r"^simulation\.movies in config/staging\.yaml: 'many' is wrong"):
        load_settings()


def test_a_key_in_yaml_is_refused(layers):
    (layers / "config.yaml").write_text(f"omdb_api_key: {KEY}\nmodels: {{ridge: {{}}}}\n")
    with pytest.raises(ConfigError, match=r"omdb_api_key in config/config\.yaml") as error:
        load_settings()
    assert KEY not in str(error.value)


def test_any_source_has_its_address_and_the_name_of_its_key_in_its_line(layers, monkeypatch):
    (layers / ".env").write_text(f"RATINGS_KEY={KEY}\n")
    settings = load_settings({"sources": {"omdb": {"key_name": "RATINGS_KEY", "base_url": "http://a"}, "tmdb": {}}})
    assert (settings.key("omdb"), settings.base_url("omdb")) == (KEY, "http://a")
    assert (settings.key("tmdb"), settings.base_url("tmdb")) == (None, None)
    monkeypatch.setenv("AYNE_RATINGS_KEY", "9")
    monkeypatch.setenv("OMDB_BASE_URL", "http://b")
    assert (settings.key("omdb"), load_settings({"sources": {"omdb": {}}}).base_url("omdb")) == ("9", "http://b")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("models: [", "not YAML"),
        ("seed: 1\ncatalogue:\n  first_year: 1990\n  first_year: 2000", "first_year stands twice; leave one .*line 4"),
        ("catalogue: {snapshot: 2025-02-29}", "2025-02-29 is no day: day is out of range for month .*line 1"),
        ("seed: 012", "012 begins with 0; leave that out, or quote it"),
    ],
)
def test_yaml_that_nobody_can_have_meant_names_the_file(layers, text, message):
    (layers / "config.yaml").write_text(text)
    with pytest.raises(ConfigError, match=rf"config\.yaml: .*{message}"):
        load_settings()


def test_yaml_in_another_charset_names_the_file(layers):
    (layers / "config.yaml").write_bytes("seed: 1 # für alle".encode("cp1252"))
    with pytest.raises(ConfigError, match=r"config\.yaml: not in UTF-8: .*; save it as UTF-8"):
        load_settings()


def test_a_file_of_the_command_line_is_read_as_strictly(layers, tmp_path):
    (tmp_path / "mine.yaml").write_text("seed: 1\nseed: 2\n")
    with pytest.raises(ConfigError, match=r"mine\.yaml: .*seed stands twice"):
        given_layers({"seed": 2}, [tmp_path / "mine.yaml"])


def test_what_is_merged_in_yaml_gives_way():
    text = "tmdb: &other {rate: 2, key: A}\nomdb: {<<: *other, rate: 3}\n"
    assert yaml.load(text, Loader=StrictYaml)["omdb"] == {"rate": 3, "key": "A"}  # noqa: S506 (it is a safe one)


def test_keys_come_from_the_environment_and_stay_out_of_text_and_export(layers, tmp_path, monkeypatch):
    (layers / ".env").write_text(f"OMDB_API_KEY={KEY}\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("TMDB_API_KEY", KEY)
    sources = {"tmdb": {"key_name": "TMDB_API_KEY"}, "omdb": {"key_name": "OMDB_API_KEY"}}
    settings = load_settings({"catalogue": {"source": "live"}, "sources": sources})
    assert (settings.tmdb_api_key, settings.omdb_api_key) == (KEY, KEY)
    assert (settings.key("tmdb"), settings.key("omdb")) == (KEY, KEY)
    assert KEY not in repr(settings) + export_settings(settings)


def test_a_job_reads_the_exported_settings(layers, tmp_path, monkeypatch):
    exported = export_settings(load_settings({"seed": 3, "catalogue": {"snapshot": "2026-01-02"}}))
    monkeypatch.setenv("AYNE_SETTINGS", exported)
    monkeypatch.delattr(config, "settings", raising=False)
    assert (config.settings.seed, config.settings.snapshot) == (3, date(2026, 1, 2))
    monkeypatch.delattr(config, "settings")


def test_a_job_reads_no_file_and_no_variable_again(layers, monkeypatch):
    (layers / "config.yaml").write_text("models: {ridge: {}, xgboost: {}}\n")
    settings = load_settings({"models": {"xgboost": None}})
    monkeypatch.setenv("AYNE_SETTINGS", export_settings(settings))
    monkeypatch.setenv("AYNE_SEED", "4")
    assert exported_settings().model_dump() == settings.model_dump()
    assert list(exported_settings().models) == ["ridge"]


@pytest.mark.parametrize(
    ("snapshot", "test_to"), [("2024-01-16", date(2024, 1, 16)), ("2026-06-30", date(2025, 12, 31))]
)
def test_the_test_ends_with_the_snapshot_if_not_before(tmp_path, snapshot, test_to):
    settings = load_settings({"catalogue": {"snapshot": snapshot}})
    assert settings.evaluation.test_to == test_to
    assert settings.snapshot == date.fromisoformat(snapshot)
    assert json.loads(export_settings(settings))["evaluation"]["test_to"] == test_to.isoformat()


def test_a_snapshot_before_the_test_stands_against_nothing_but_a_fit(tmp_path):
    settings = load_settings({"catalogue": {"snapshot": "2016-01-01"}})
    assert settings.evaluation.test_to == date(2016, 1, 1) < settings.evaluation.test_from
    assert load_settings(json.loads(export_settings(settings))).evaluation == settings.evaluation


def test_today_is_resolved_in_the_export(tmp_path):
    settings = load_settings({"catalogue": {"snapshot": "today"}, "evaluation": {"test_to": "2024-06-30"}})
    exported = json.loads(export_settings(settings))
    assert exported["catalogue"]["snapshot"] == settings.snapshot.isoformat() != "today"


def test_an_unquoted_yaml_date_is_a_date():
    assert load_settings({"catalogue": {"snapshot": date(2026, 3, 1)}}).snapshot == date(2026, 3, 1)


def test_the_shipped_configuration_is_the_defaults_written_down(monkeypatch):
    monkeypatch.setattr(config_layers, "CONFIG", config_layers.ROOT / "config")
    shipped = load_settings().model_dump()
    defaults = Settings.model_construct().model_dump()
    unlike = {key for key in shipped if key not in {"models", "sources", "quality"} and shipped[key] != defaults[key]}
    assert unlike == set()
    # A blend is of those named before it.
    assert list(shipped["models"]) == [
        "median_multiple", "log_budget_ols", "ridge", "support_vector", "random_forest", "hist_gradient_boosting",
        "xgboost", "lightgbm", "catboost", "blend",
    ]  # fmt: skip


def test_refresh_classes_are_ordered_and_can_be_changed_one_by_one(layers):
    (layers / "config.yaml").write_text(
        "models: {ridge: {}}\nsources: {tmdb: {refresh_days: {180: 15, 60: 5, older: 90}}}\n"
    )
    changed = load_settings({"sources": {"tmdb": {"refresh_days": {"60": 7, "180": None}}}})
    assert load_settings().sources["tmdb"].refresh_classes == [[60, 5], [180, 15], [None, 90]]
    assert changed.sources["tmdb"].refresh_classes == [[60, 7], [None, 90]]


@pytest.mark.parametrize(
    ("classes", "output"),
    [
        ("{60: 5}", "'older' for all movies beyond"),
        ("{young: 5, older: 90}", "keys are days since release"),
        ("{60: 0, older: 90}", "1 or more"),
        ("{60: 30, older: 15}", "never fewer for older movies"),
    ],
)
def test_refresh_classes_must_make_sense(layers, classes, output):
    (layers / "config.yaml").write_text(f"models: {{ridge: {{}}}}\nsources: {{tmdb: {{refresh_days: {classes}}}}}\n")
    with pytest.raises(ConfigError, match=rf"sources\.tmdb\.refresh_days in config/config\.yaml: .*{output}"):
        load_settings()


def test_a_catalogue_of_wikidata_asks_nobody_else(layers, monkeypatch):
    monkeypatch.setenv("WIKIDATA_BASE_URL", "http://127.0.0.1:8001/sparql")
    sources = {"wikidata": {"contact": "me@example.org"}, "omdb": {"attempts": 3}}
    settings = load_settings({"catalogue": {"source": "wikidata"}, "sources": sources})
    assert list(settings.active_sources) == ["wikidata"]
    limits = settings.active_sources["wikidata"]
    assert settings.base_url("wikidata") == "http://127.0.0.1:8001/sparql"
    assert (limits.contact, limits.connections) == ("me@example.org", 1)
    assert (settings.is_live, settings.api) == (True, "wikidata")


def test_a_simulated_world_answers_as_wikidata_where_told():
    settings = load_settings({"simulation": {"api": "wikidata"}})
    assert (settings.is_live, settings.api, list(settings.active_sources)) == (False, "wikidata", ["wikidata"])


def test_a_key_of_a_configfile_is_named_with_that_file_unless_the_command_line_has_it_too(tmp_path):
    file = tmp_path / "study.yaml"
    file.write_text("seed: x\nmodels.ridge.params.alpha: 3\n")
    given = given_layers({"models": {"ridge": {"params": {"alpha": 4}}}}, [file])
    with pytest.raises(ConfigError, match=f"^seed in {re.escape(str(file))}: 'x' is wrong"):
        load_settings({"seed": "x"}, given)
    assert place_of(["models", "ridge", "params", "alpha"], given) == " in the command line"
    assert place_of(["models", "ridge", "params", "beta"], given) == ""
