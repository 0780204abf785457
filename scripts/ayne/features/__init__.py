"""Feature families (one module each), the builder that joins them, and the target; see `feature_builder`."""
