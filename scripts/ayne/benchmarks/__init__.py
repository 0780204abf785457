"""Benchmarks: how fast the project is, measured on the machine at hand."""
