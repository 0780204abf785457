"""Where the project is, and the paths within a study that several packages use."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
JOURNAL = Path("data/journal")
DATABASE, DIGEST = Path("data/movies.duckdb"), Path("data/movies.digest.json")
TARGET = Path("results/features/target.parquet")
MODELS, CHAMPION = Path("results/models"), Path("results/champion.json")
# The champion as it was evaluated, and fitted once more on all that is known.
PUBLISHED, REFITTED = Path("results/model"), Path("results/predictions/model")
UPCOMING = Path("results/predictions/upcoming.csv")
HORIZONS = Path("results/horizons")
