from dataclasses import fields
from typing import get_type_hints

from ayne.forecasts.forecast import Forecast
from ayne.serve.rest_models import AmountFields


def test_the_amounts_of_the_interface_are_those_of_a_forecast():
    hints = get_type_hints(Forecast)
    amounts = {one.name: hints[one.name] for one in fields(Forecast) if one.name not in {"similar", "reasons"}}
    assert {name: field.annotation for name, field in AmountFields.model_fields.items()} == amounts
