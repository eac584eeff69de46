"""Which product and which version a vulnerability concerns."""
