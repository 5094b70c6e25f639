"""The recipe: from registry packages to ``data/atlas``, the same bytes every time."""
