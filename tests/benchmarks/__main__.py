"""Run all benchmarks and print what they find."""

from __future__ import annotations

from tests.benchmarks.bench_measure import main

if __name__ == "__main__":
    main()
