"""The command `python -m bulou.law.replay --write`."""

import sys

from bulou.law.replay.lock import LOCK, write

if sys.argv[1:] != ["--write"]:
    sys.exit("usage: python -m bulou.law.replay --write")
sys.stdout.write(f"{write()} added to {LOCK.name}\n")
