"""Write config/settings.schema.json from the settings: `uv run python scripts/build_settings_schema.py`."""

from pathlib import Path

from ayne.core.files import write_json
from ayne.core.settings_schema import settings_schema

CONFIG = Path(__file__).resolve().parents[1] / "config"

if __name__ == "__main__":
    text = (CONFIG / "config.yaml").read_text(encoding="utf-8")
    write_json(CONFIG / "settings.schema.json", settings_schema(text))
