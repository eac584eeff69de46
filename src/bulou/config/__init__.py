"""How it is wired: settings, addresses, start-up checks."""
