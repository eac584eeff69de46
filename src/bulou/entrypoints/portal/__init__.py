"""The public pages: report, status, advisories, feeds; they work without JavaScript."""
