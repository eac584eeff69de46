"""How bad a vulnerability is: GB/T 30279 by its tables, CVSS by library."""
