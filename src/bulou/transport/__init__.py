"""How things travel in and out: mail and HTTP."""
