"""`bulou demo`: real vulnerabilities replayed through fictional organisations, then served."""

from bulou.entrypoints.cli.demo.command import demo

__all__ = ["demo"]
