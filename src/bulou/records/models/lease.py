"""Who leads: each of the worker's functions runs in one place at a time."""

from django.db import models


class Lease(models.Model):
    """The lead of one function, held until a moment and then free for anyone."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=60, blank=True)
    until = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)
