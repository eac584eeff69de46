"""What other nodes and machines fetch from us."""
