"""Benchmarks: figures beside a floor of the same run, and a check that the answer is right."""
