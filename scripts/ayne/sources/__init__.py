"""One folder per source: what to ask it, and what its answers mean. Sources never import each other."""
