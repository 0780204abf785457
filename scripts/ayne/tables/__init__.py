"""Raw answers to typed Parquet: one table a source and year, then the normalised tables."""
