"""The tables of the record: one chain of sealed events per organisation, the personal facts beside it.

Nothing but `append.py` and `erase.py` writes here, and triggers hold the database to that (triggers.py).
Headers and values are canonical text, never JSON columns: a database that reorders keys breaks the seals.
"""

from django.db import models
from django.db.models import F, Q

from bihuan.core.chain.ids import STEP


class Head(models.Model):
    """Where one organisation's chain stands; its row lock puts the organisation's acts in order."""

    org = models.OneToOneField("people.Organisation", models.PROTECT, primary_key=True, related_name="+")
    slug = models.TextField(unique=True)
    """The organisation's name in the seals: kept here because it must never change."""
    seq = models.BigIntegerField()
    seal = models.TextField()
    at = models.BigIntegerField()
    """Microseconds since the epoch: when the last event was written."""

    def __str__(self) -> str:
        """As it is published: ORG:SEQ:SEAL."""
        return f"{self.slug}:{self.seq}:{self.seal}"


class Event(models.Model):
    """One sealed event; the columns repeat what the header says, for the indexes."""

    id = models.BigIntegerField(primary_key=True)
    org_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    matter_id = models.BigIntegerField()
    name = models.TextField()
    at = models.BigIntegerField()
    header = models.TextField()
    seal = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_id", "seq"], name="ledger_event_org_seq"),
            models.CheckConstraint(
                condition=Q(id=F("org_id") * STEP + F("seq")), name="ledger_event_id_is_its_place"
            ),
        ]
        indexes = [
            models.Index(fields=["matter_id", "seq"], name="ledger_event_matter_seq"),
            models.Index(fields=["org_id", "at"], name="ledger_event_org_at"),
        ]

    def __str__(self) -> str:
        return f"{self.org_id}:{self.seq} {self.name}"


class Facts(models.Model):
    """One personal fact: its value and salt can be erased, its digest stays in the sealed header."""

    pk = models.CompositePrimaryKey("event_id", "name")
    event_id = models.BigIntegerField()
    name = models.TextField()
    value = models.TextField(null=True)
    """Canonical text; null once erased."""
    salt = models.TextField(null=True)
    digest = models.TextField()
    erased_by = models.BigIntegerField(null=True)
    """The id of the `erased` event that took the value away."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, salt__isnull=False, erased_by__isnull=True)
                | Q(value__isnull=True, salt__isnull=True, erased_by__isnull=False),
                name="ledger_facts_whole_or_erased",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.name}"
