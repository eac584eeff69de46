"""The database of a service: Django's PostgreSQL backend with connections that are kept by their threads."""
