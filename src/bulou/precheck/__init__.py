"""Whether a draft is lawful to publish: formats read under the law, without a database."""
