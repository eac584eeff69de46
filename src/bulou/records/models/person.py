"""People, the offices they hold in an organisation, and what they were allowed to know."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """A new person; without a password they cannot sign in until an invitation sets one."""
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Anyone who can sign in. What they may do follows from offices and grants, never from a flag here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """An office a person holds in an organisation (DECISIONS 22). Revoked ones stay, with their moment."""

    class Kind(models.TextChoices):
        LEAD = "lead"  # 负责人: sees every case of the organisation, releases, sets readings
        HANDLER = "handler"  # 处置员: works on the cases granted to them
        SYSTEM_ADMIN = "system_admin"  # 系统管理员: runs accounts and settings; reads no case by office
        SECURITY_ADMIN = "security_admin"  # 安全管理员: grants and revokes; reads no case by office
        AUDITOR = "auditor"  # 安全审计员: reads the journal; reads no case content by office
        COUNSEL = "counsel"  # 法律顾问: signs sentences of the law's encoding; reads no case by office

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "kind"],
                condition=Q(revoked_at=None),
                name="one_live_office",
            ),
            # 三员分立: whatever happens at once, no person is two administrators of one organisation.
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(revoked_at=None, kind__in=["system_admin", "security_admin", "auditor"]),
                name="one_administration",
            ),
        ]


class Invitation(models.Model):
    """An offer to join; only the hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    email = models.EmailField()
    office = models.CharField(max_length=20, choices=Office.Kind.choices)
    secret_sha256 = models.CharField(max_length=64)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Reading(models.Model):
    """The last moment a person opened an undisclosed case; the sealed entry is in the person's stream."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="one_reading")]


class SavedView(models.Model):
    """A person's own filter of the inbox; a shared one is offered to everyone at the organisation's desk."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    organisation = models.ForeignKey("records.Organisation", on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    query = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "name"], name="one_view_name")
        ]
