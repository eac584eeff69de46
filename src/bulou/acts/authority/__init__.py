"""The authority's desk: what it receives, registers, circulates, assesses and decides, and what its words do at a case."""
