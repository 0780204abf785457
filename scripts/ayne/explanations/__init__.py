"""Why a forecast is what it is: what each feature adds to it, in numbers and in words."""
