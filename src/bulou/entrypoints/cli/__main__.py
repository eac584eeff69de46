"""`python -m bulou.entrypoints.cli` is the command `bulou`."""

from bulou.entrypoints.cli.main import bulou

bulou(prog_name="bulou")
