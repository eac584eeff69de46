"""The HTTP API: reports come in without an account, acts with a token; its OpenAPI document is made from the acts."""
