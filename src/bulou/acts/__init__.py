"""Everything anyone may do, through one gate.

    from bulou.acts import perform, foresee
    outcome = perform(PublishAdvisory(case_id=…, advisory_id=…), by=actor, at=now())
"""
