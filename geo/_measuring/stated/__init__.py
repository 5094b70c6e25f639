"""The country that a row states, held against where its coordinates lie.

``names`` reads what is stated, ``fits`` says whether ground is that of a stated country, ``checking`` looks
at the rows of a table, and closer at the few that do not fit; ``wording`` says so in ``geo_problem``.
Nothing is repaired.
"""
