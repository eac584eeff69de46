"""The HTTP interface for programs, described by its own OpenAPI document."""
