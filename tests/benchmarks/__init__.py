"""How fast and how large: run with ``python -m tests.benchmarks``."""
