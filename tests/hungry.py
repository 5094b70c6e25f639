"""How much memory a piece of Python takes at its peak, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

PEAK = """
def peak_mib():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
"""

GENERATED = """
import io
from geo._reading.source import Options, Source

class Generated(Source):
    '''A source that is made as it is read: a beginning, then one piece over and over.'''

    def __init__(self, head, piece, size):
        super().__init__("big.csv")
        self.parts = (head, piece, size)

    def open(self):
        return io.BufferedReader(_Stream(*self.parts), 2**20)

class _Stream(io.RawIOBase):
    def __init__(self, head, piece, size):
        self.kept, self.piece, self.left = head, piece * (2**20 // len(piece)), size

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.kept:
            self.kept = self.piece[: self.left]
            self.left -= len(self.kept)
        count = min(len(buffer), len(self.kept))
        buffer[:count] = self.kept[:count]
        self.kept = self.kept[count:]
        return count
"""


def run(code: str) -> tuple[float, str]:
    """Run code that leaves text in `said`: the MiB it took beyond its imports, and the text.

    Code says with a line `begin()` where its imports end.
    """
    program = f"{PEAK}\nsaid = ''\ndef begin():\n    global before\n    before = peak_mib()\n{code}\n"
    program += "print(peak_mib() - before)\nprint(said)\n"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    first, _, said = result.stdout.partition("\n")
    return float(first), said
