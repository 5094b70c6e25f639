"""Run all benchmarks and print what they find."""

from __future__ import annotations

from tests.benchmarks import bench_areas, bench_measure, bench_units

if __name__ == "__main__":
    bench_measure.main()
    bench_units.main()
    bench_areas.main()
