"""The filing of collection platforms (Article 10 and its measures): how a platform files, how the authority answers.

The two sides are two organisations and never touch each other's rows: what goes between them goes through the outbox,
and what arrives is an act of the one it arrives at.
"""

from bulou.acts.platforms import answers, examining, filing, keeping  # noqa: F401  each registers its acts
