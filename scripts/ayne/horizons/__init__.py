"""The forecast follows the film: several amounts, each at several moments before and after the release."""
