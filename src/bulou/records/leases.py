"""One leader for each function of the worker, chosen by a row in the database.

A lead runs out by itself, so a leader that was killed is followed by another without anyone's help.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from bulou.records.models import Lease


def take(name: str, holder: str, *, at: datetime, lease: timedelta) -> bool:
    """Whether `holder` leads `name` until `at` + `lease`: taken where it is free or run out, renewed where it is held."""
    free = Q(holder=holder) | Q(until__lte=at)
    if Lease.objects.filter(free, name=name).update(holder=holder, until=at + lease):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    Lease.objects.bulk_create([Lease(name=name, holder="", until=at)], ignore_conflicts=True)
    return bool(Lease.objects.filter(free, name=name).update(holder=holder, until=at + lease))


def give_back(name: str, holder: str, *, at: datetime) -> None:
    """Let another lead at once."""
    Lease.objects.filter(name=name, holder=holder).update(holder="", until=at)


def ran_at(name: str) -> datetime | None:
    """When the function last ran to its end, whoever led it."""
    return Lease.objects.filter(name=name).values_list("ran_at", flat=True).first()


def ran(name: str, holder: str, *, at: datetime) -> None:
    """It ran to its end."""
    Lease.objects.filter(name=name, holder=holder).update(ran_at=at)
