"""Start the command line: ``geo …`` or ``python -m geo …``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line, after making sure that the package called ``geo`` is this one."""
    import geo
    from geo import _origin

    if "measure_incidents" not in getattr(geo, "__all__", ()):
        sys.stderr.write(f"geo: {_origin.describe_trouble(geo)}\n")
        return 1

    try:
        from geo.cli import main as run
    except KeyboardInterrupt:
        # Ctrl-C while the modules are still being loaded.
        sys.stderr.write("geo: stopped.\n")
        return 130

    return run()


if __name__ == "__main__":
    sys.exit(main())
