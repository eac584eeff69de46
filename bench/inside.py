"""`python -m bench.inside MODULE OPTIONS`: run a module's `measure` with Django up on the node of the environment."""

import json
import sys
from importlib import import_module

from bulou.entrypoints.cli.boot import boot


def main() -> None:
    """Print the figures as one line of JSON."""
    boot()
    module = import_module(f"bench.{sys.argv[1]}")
    figures = module.measure(**json.loads(sys.argv[2]))
    names = ("part", "what", "values", "unit", "least", "most", "must")
    print(json.dumps([{name: getattr(figure, name) for name in names} for figure in figures]))


if __name__ == "__main__":
    main()
