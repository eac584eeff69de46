"""`python -m bulou.law --write FILE | --check FILE`: the page of every sentence, or whether it is as the code has it."""

import sys

from bulou.law.register import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
