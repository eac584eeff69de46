"""What nodes say to one another: who they are, envelopes between their organisations, receipts; signed and encrypted."""
