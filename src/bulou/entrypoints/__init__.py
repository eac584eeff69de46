"""Who may knock: portal, desk, API, exchange, command line and worker."""
