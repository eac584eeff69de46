"""`python -m bulou` is the command `bulou`."""

from bulou.entrypoints.cli.main import bulou

bulou(prog_name="bulou")
