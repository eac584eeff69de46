"""What state a case is in: the machines of report, embargo, remediation and advisory as tables."""
