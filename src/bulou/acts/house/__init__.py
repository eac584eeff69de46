"""The house of an organisation that finds or collects vulnerabilities (Articles 10 and 11): internal control, and what it owes itself."""

from bulou.acts.house import incidents, measures, registering, reminding, reviewing, rules  # noqa: F401  each registers its acts
