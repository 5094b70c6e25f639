"""PostGIS: nearest of 1 km pieces by geography `<->` over a GiST index, then the distance on the spheroid.

A server of its own is started for it and removed afterwards, see ``postgis.sh``. Lines are cut in lon/lat,
since `ST_Segmentize` of a geography follows great circles. The cost is read from the server process that
runs the query; sending points and fetching answers is no part of it.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import shapely

from tests.benchmarks.borders import split, vertices_of
from tests.benchmarks.peers import Cost, Unavailable

STEP_M = 1_000.0
SCRIPT = Path(__file__).parents[1] / "postgis.sh"
NOT_TO_BE_HAD = 3

LOAD = """
CREATE TABLE borders (line geography);
\\copy borders FROM 'borders.csv'
CREATE INDEX ON borders USING gist (line);
VACUUM ANALYZE borders;
"""

ASK = """
CREATE TEMP TABLE points (id int, lon float8, lat float8);
\\copy points FROM 'points.csv' CSV
CREATE TEMP TABLE spots AS
    SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS spot FROM points;
CREATE TEMP TABLE facts (number serial, fact text);
COPY facts (fact) FROM '/proc/self/stat';
INSERT INTO facts (fact) VALUES (extract(epoch FROM clock_timestamp())::text);
CREATE TEMP TABLE found AS
    SELECT id, distance_m FROM spots CROSS JOIN LATERAL (
        SELECT ST_Distance(line, spot, true) AS distance_m FROM borders ORDER BY line <-> spot LIMIT 1
    ) AS nearest;
INSERT INTO facts (fact) VALUES (extract(epoch FROM clock_timestamp())::text);
COPY facts (fact) FROM '/proc/self/stat';
COPY facts (fact) FROM '/proc/self/status' (DELIMITER '|');
\\copy (SELECT distance_m FROM found ORDER BY id) TO 'found.csv'
\\copy (SELECT fact FROM facts ORDER BY number) TO 'facts.txt'
"""


class Server:
    """A loaded server; call it with lon, lat to get metres."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cost: Cost | None = None

    def start(self) -> None:
        started = subprocess.run(
            ["sh", SCRIPT, "start", self.folder / "server"], capture_output=True, text=True, check=False
        )
        if started.returncode == NOT_TO_BE_HAD:
            raise Unavailable(started.stderr.strip().splitlines()[-1])
        if started.returncode:
            raise RuntimeError(started.stderr)
        atexit.register(subprocess.run, ["sh", SCRIPT, "stop", self.folder / "server"], check=False)

    def run(self, script: str) -> None:
        """Run statements in one session; files are read and written in the folder."""
        command = ["psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder / "server", "-U", "postgres"]
        subprocess.run(
            command, input=script, text=True, cwd=self.folder, check=True, stdout=subprocess.DEVNULL
        )

    def __call__(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        rows = np.column_stack([np.arange(len(lon)), lon, lat])
        np.savetxt(self.folder / "points.csv", rows, fmt=["%d", "%.17g", "%.17g"], delimiter=",")
        self.run(ASK)
        before, started, ended, after, *status = (self.folder / "facts.txt").read_text().splitlines()
        (peak,) = (line for line in status if line.startswith("VmHWM:"))
        self.cost = Cost(
            wall_s=float(ended) - float(started),
            cpu_s=ticks(after) - ticks(before),
            peak_bytes=int(peak.removeprefix("VmHWM:").strip("\\t ").split()[0]) * 1024,
        )
        return np.loadtxt(self.folder / "found.csv", ndmin=1)


def ticks(stat: str) -> float:
    """Processor seconds, user and system, in a line of /proc/PID/stat."""
    fields = stat.rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def prepare(borders: np.ndarray) -> Server:
    holder = tempfile.TemporaryDirectory(prefix="geo-bench-")
    folder = Path(holder.name)
    folder.chmod(0o755)  # the server's user has to reach its own folder in it
    server = Server(folder)
    atexit.register(holder.cleanup)
    server.start()
    pieces = shapely.to_wkb(split(vertices_of(borders), STEP_M), hex=True)
    (folder / "borders.csv").write_text("\n".join(pieces) + "\n")
    server.run(LOAD)
    return server
