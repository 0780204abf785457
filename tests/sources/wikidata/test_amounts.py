"""Which of several statements is a movie's budget, and which its worldwide gross."""

from datetime import date
from decimal import Decimal

from ayne.sources.wikidata.amounts import budget, domestic_gross, worldwide_gross
from ayne.sources.wikidata.statements import Amount, Rank

DOLLAR, EURO, POUND, PESO, ANY_DOLLAR = "Q4917", "Q4916", "Q25224", "Q4730", "Q14083"
WORLD, USA, AUSTRALIA = "Q13780930", "Q30", "Q408"


def dollars(value: str, **message: object) -> Amount:
    return Amount(Decimal(value), DOLLAR, **message)  # type: ignore[arg-type]


def test_gross_said_to_be_worldwide_goes_before_a_larger_one_that_says_nothing() -> None:
    stated = [dollars("900000000"), dollars("658000000", place=WORLD), dollars("300000000", place=USA)]
    gross = worldwide_gross(stated, 2010)
    assert (gross.usd, gross.basis) == (658_000_000, "stated")
    assert gross.unused == [("300000000 Q4917", "the gross of Q30 alone")]


def test_of_two_worldwide_grosses_the_later_one_counts() -> None:
    stated = [
        dollars("100000000", place=WORLD, day=date(2012, 3, 1)),
        dollars("94000000", place=WORLD, day=date(2015, 3, 1)),
    ]
    assert worldwide_gross(stated, 2012).usd == 94_000_000


def test_an_undated_worldwide_gross_goes_before_a_smaller_count_of_some_day() -> None:
    stated = [dollars("94000000", place=WORLD, day=date(2012, 3, 1)), dollars("100000000", place=WORLD)]
    assert worldwide_gross(stated, 2012).usd == 100_000_000


def test_of_grosses_that_say_nothing_the_largest_counts() -> None:
    gross = worldwide_gross([dollars("659363944"), dollars("1850197130")], 1997)
    assert (gross.usd, gross.basis) == (1_850_197_130, "largest")


def test_a_preferred_gross_goes_before_a_larger_one() -> None:
    gross = worldwide_gross([dollars("285200000"), dollars("42345360", rank=Rank.PREFERRED)], 2010)
    assert (gross.usd, gross.basis) == (42_345_360, "preferred")


def test_a_deprecated_gross_is_as_good_as_not_stated() -> None:
    gross = worldwide_gross([dollars("42345360"), dollars("285200000", rank=Rank.DEPRECATED)], 2010)
    assert (gross.usd, gross.basis, gross.unused) == (42_345_360, "single", [])


def test_grosses_of_countries_are_no_worldwide_gross_whatever_their_sum() -> None:
    stated = [dollars("37553932", place=USA), dollars("5000000", place=AUSTRALIA)]
    gross = worldwide_gross(stated, 2010)
    assert gross.usd is None
    assert domestic_gross(stated, 2010) == 37_553_932


def test_euros_are_dollars_of_the_average_of_the_year() -> None:
    # The European Central Bank's rates of 2008 average 1.4708 dollars a euro.
    assert budget([Amount(Decimal(10_000_000), EURO)], 2008).usd == 14_707_600


def test_a_gross_in_another_currency_that_says_nothing_of_a_place_is_of_one_country() -> None:
    found = worldwide_gross([Amount(Decimal(25_000_000), "Q259502")], 2008)
    assert (found.usd, found.basis) == (None, None)
    assert found.unused == [
        (
            "25000000 Q259502",
            "in another currency than dollars, and not said to be worldwide: mostly of one country",
        )
    ]
    assert worldwide_gross([Amount(Decimal(10_000_000), EURO, place=WORLD)], 2008).usd == 14_707_600


def test_of_grosses_in_two_currencies_that_say_nothing_the_one_in_dollars_counts() -> None:
    found = worldwide_gross([dollars("12000000"), Amount(Decimal(10_000_000), EURO)], 2008)
    assert (found.usd, found.unused[0][0]) == (12_000_000, "10000000 Q4916")


def test_of_budgets_in_two_currencies_the_larger_in_dollars_counts() -> None:
    found = budget([dollars("12000000"), Amount(Decimal(10_000_000), EURO)], 2008)
    assert (found.usd, found.basis) == (14_707_600, "largest")


def test_a_currency_without_a_rate_is_left_out_and_never_taken_for_dollars() -> None:
    found = budget([Amount(Decimal(4_000_000), POUND)], 1987)
    assert found.usd is None
    assert found.unused == [("4000000 Q25224", "in GBP: no exchange rate of 1987")]


def test_a_number_without_currency_is_no_amount_of_dollars() -> None:
    stated = [Amount(Decimal(7_000_000)), Amount(Decimal(7_000_000), ANY_DOLLAR), Amount(Decimal(7_000_000), PESO)]
    found = budget(stated, 2005)
    assert found.usd is None
    assert [reason for _, reason in found.unused] == [
        "without a currency",
        "in dollars of no named country",
        "in Mexican pesos, which are often a mistake for dollars",
    ]


def test_amounts_in_millions_or_with_a_misread_separator_are_left_out() -> None:
    found = worldwide_gross([dollars("9.2"), dollars("56.964"), dollars("1200")], 2005)
    assert found.usd == 1_200
    assert [value for value, _ in found.unused] == ["9.2 Q4917", "56.964 Q4917"]


def test_an_unknown_value_is_told_from_no_statement() -> None:
    assert worldwide_gross([Amount(None)], 2005).unused == [("unknown", "an unknown value")]
    assert worldwide_gross([], 2005).unused == []


def test_of_two_budgets_the_larger_counts() -> None:
    found = budget([dollars("37000000"), dollars("44000000")], 2005)
    assert (found.usd, found.basis) == (44_000_000, "largest")


def test_the_same_amount_stated_twice_is_one() -> None:
    assert worldwide_gross([dollars("44000000"), dollars("44000000")], 2005).basis == "single"
