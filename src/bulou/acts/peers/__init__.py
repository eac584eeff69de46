"""Other nodes: introduced, confirmed, revoked; envelopes to and from their organisations."""
