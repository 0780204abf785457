import math
from datetime import date

import numpy as np
import pytest

from ayne.charts.wording import short_dollars
from ayne.explanations.contributions import Contributions
from ayne.explanations.reasons import reasons_of
from ayne.explanations.sentences import Subject, sentence_on
from ayne.explanations.topics import topic_of

REAL = "ln(US dollar of the base year)"
DICTIONARY = {
    "director_max_log_gross": {"family": "people", "unit": REAL, "description": "Highest gross; null without one"},
    "director_movie_count": {"family": "people", "unit": "movie", "description": "Movies released before"},
    "log_budget_real": {"family": "money", "unit": REAL, "description": "Cleaned budget; null where unknown"},
    "is_sequel": {"family": "franchise", "unit": "", "description": "An earlier movie was released"},
    "keyword_count": {"family": "annotations", "unit": "keyword", "description": "Number of keywords; null without"},
    "is_remake": {"family": "annotations", "unit": "", "description": "A keyword says remake; null without keywords"},
    "gap": {"description": "Since the earlier movie", "unit": "year"},
}
FEATURES = {
    "director_movie_count": 43, "director_shrunk_log_gross": math.log(240e6),
    "log_budget_to_genre_median": math.log(1.5),
    "genre_drama": False, "genre_horror": True, "genre_comedy": None, "us_certification": "PG-13", "runtime_min": 99,
    "days_to_holiday": 7, "is_sequel": True, "franchise_movie_count": 2, "franchise_max_log_gross": math.log(600e6),
    "cast_movie_count": 0, "writer_movie_count": None, "country_count": 2, "is_us_production": False,
    "original_language": "fr", "language_count": 1,
}  # fmt: skip
NAMES = {"director": ["Ann Lee"], "cast": ["Bo Ost", "Cy Poe", "Di Quo", "Ed Ray"], "franchise": ["The Owl"]}
SUBJECT = Subject(FEATURES, date(2027, 5, 14), deflator=2.0, budget_usd=65_000_000, names=NAMES, usual_gross_usd=50e6)


def message(topic, chief, factor=1.5, subject=SUBJECT):
    return sentence_on(topic, chief, subject, DICTIONARY, factor)


def test_who_is_new_has_no_part_in_the_earlier_films_of_the_others():
    features = FEATURES | {"cast_movie_count": 7, "cast_shrunk_log_gross": math.log(200e6)}
    subject = Subject(features, date(2027, 5, 14), 2.0, names=NAMES, debuts=["Bo Ost", "Cy Poe", "Ed Ray"])
    assert message("cast", "cast_movie_count", subject=subject) == "Di Quo's 7 earlier films typically grossed $100M"
    newcomers = Subject(FEATURES, date(2027, 5, 14), 2.0, names={"cast": ["Bo Ost"]}, debuts=["Bo Ost"])
    assert message("cast", "cast_movie_count", subject=newcomers) == "Bo Ost: no earlier film as actor"


def test_a_budget_in_another_unit_is_not_taken_for_dollars():
    subject = Subject(FEATURES, date(2027, 5, 14), 2.0, budget_usd=150)
    assert message("budget", "log_budget_real", subject=subject) == (
        "A budget of $150 as received, surely in another unit"
    )


def test_features_of_the_same_people_are_one_reason_told_by_the_strongest():
    added = {"director_max_log_gross": 0.5, "director_movie_count": 0.2, "log_budget_real": -1.0, "is_sequel": 0.1}
    found = Contributions(17.0, tuple(added), np.array([list(added.values())]))
    [reasons] = reasons_of(found, [SUBJECT], DICTIONARY)
    assert [(reason.topic, reason.feature, round(reason.factor, 2)) for reason in reasons] == [
        ("budget", "log_budget_real", 0.37),
        ("director", "director_max_log_gross", 2.01),
        ("series", "is_sequel", 1.11),
    ]
    assert reasons[1].features == ("director_max_log_gross", "director_movie_count")
    assert reasons[1].words == (
        "Ann Lee's 43 earlier films typically grossed $120M, more than the usual $50M (\u00d72.01)"
    )
    whole = math.prod(reason.factor for reason in reasons) * math.exp(17)
    assert whole == pytest.approx(math.exp(float(found.forecast[0])))


@pytest.mark.parametrize(
    ("topic", "chief", "sentence"),
    [
        ("budget", "log_budget_real", "A budget of $65M, 1.5 times what films of its genres cost"),
        ("genres", "genre_drama", "Not a drama"),
        ("genres", "genre_horror", "A horror film"),
        ("release date", "days_to_holiday", "Released on 14 May 2027, 7 days before a big holiday"),
        ("series", "is_sequel", "A sequel: film 3 of The Owl, where the best grossed $300M"),
        ("cast", "cast_movie_count", "Bo Ost, Cy Poe and 2 more: no earlier film as actor"),
        ("writers", "writer_movie_count", "No writer is named"),
        ("certificate", "us_certification", "Rated PG-13"),
        ("runtime", "runtime_min", "99 minutes long"),
        ("countries", "is_us_production", "Not produced in the US"),
        ("language", "original_language", "Original language French"),
    ],
)
def test_a_reason_is_said_as_a_person_would(topic, chief, sentence):
    assert message(topic, chief) == sentence


def test_a_record_is_held_against_the_usual_only_where_its_gross_and_its_effect_agree():
    typical = "Ann Lee's 43 earlier films typically grossed $120M"
    assert message("director", "director_movie_count", 1.5) == f"{typical}, more than the usual $50M"
    assert message("director", "director_movie_count", 0.8) == typical
    poor = Subject(
        {**FEATURES, "director_shrunk_log_gross": math.log(2e6)}, SUBJECT.release_date, 2.0, usual_gross_usd=50e6
    )
    assert (
        message("director", "director_movie_count", 0.8, poor)
        == "The director's 43 earlier films typically grossed $1M, less than the usual $50M"
    )


def test_what_is_not_given_is_said_to_be_missing():
    nothing = Subject({}, date(2027, 5, 14), 1.0)
    topics = ("budget", "genres", "director", "cast", "companies", "certificate", "runtime")
    assert [message(topic, "any", 0.5, nothing) for topic in topics] == [
        "No budget is given", "No genre is given", "No director is named", "No cast is named",
        "No production company is named", "No US certificate is given", "No runtime is given",
    ]  # fmt: skip


def test_a_feature_without_a_topic_is_said_by_its_description():
    subject = Subject({"keyword_count": 7, "is_remake": False, "gap": 0.9117}, date(2027, 5, 14), 1.0)
    assert message("keyword_count", "keyword_count", 1.1, subject) == "Number of keywords: 7"
    assert message("is_remake", "is_remake", 1.1, subject) == "Not so: a keyword says remake"
    assert message("gap", "gap", 1.1, subject) == "Since the earlier movie: 0.912 years"


def test_a_role_a_family_or_the_feature_alone_is_a_topic():
    names = ("director_max_log_gross", "log_budget_real", "genre_drama", "genre_season_movie_count", "keyword_count")
    assert [topic_of(name, DICTIONARY) for name in names] == [
        "director", "budget", "genres", "genres at this time of the year", "keyword_count",
    ]  # fmt: skip


def test_amounts_and_numbers_are_short():
    # as on the axes of the figures
    said_as = {
        1.24e9: "$1.24B", 999.9e6: "$1.00B", 1_101e6: "$1.10B", 1.1e9: "$1.1B", 312e6: "$312M", 4.5e6: "$4.5M",
        4_503_000: "$4.50M", 45_000: "$45k", 12: "$12",
    }  # fmt: skip
    assert {amount: short_dollars(amount) for amount in said_as} == said_as
