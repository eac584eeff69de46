"""How much one token may ask, so that nobody's flood keeps others out. Reports are never stopped here (entrypoints/lanes.py)."""

from bulou.entrypoints.limits import Fair

REQUESTS = Fair(burst=600, per_second=10.0)  # of one token
REFUSED = Fair(burst=60, per_second=0.2)  # requests with a token that is none
