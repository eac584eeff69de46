"""What an authority does toward the organisations it supervises, and what those do in answer. Sides meet only through the outbox."""

from bulou.acts.supervision import corrections, findings, inspections, referrals, scope  # noqa: F401  each registers its acts
