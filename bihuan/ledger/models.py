"""The tables of the record: one chain of sealed events per organisation, the personal facts beside it.

Nothing but `append.py` and `erase.py` writes to these, and triggers hold the database to that (triggers.py).
Beside them: the journal of erasures (journal.py), and the heads that leave the machine (publishing.py).
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


class JournalLine(models.Model):
    """One line of the journal of erasures, as in the file beside the database: ids and digests, no words."""

    digest = models.CharField(max_length=64, primary_key=True)
    """Of the line in the file: whoever writes it twice writes it once."""
    org = models.TextField()
    by_event = models.BigIntegerField()
    matter_id = models.BigIntegerField()
    at = models.BigIntegerField()
    facts = models.TextField()
    """JSON: [[event id, name, digest], …]."""


class DayHead(models.Model):
    """The head with which a day of an organisation ended, and whether it has left the machine."""

    org_id = models.BigIntegerField()
    slug = models.TextField()
    day = models.TextField()
    """The organisation's own day, 2026-11-30."""
    seq = models.BigIntegerField()
    seal = models.TextField()
    at = models.BigIntegerField()
    """When the event was written whose seal it is."""
    line = models.TextField(default="")
    """The signed line (outside.py); empty until it is signed."""
    sent_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_id", "seq", "seal"], name="ledger_dayhead_once"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(sent_at=None), name="ledger_dayhead_waiting"),
        ]


class Outside(models.Model):
    """How this machine stands to the place outside, as last looked at; empty where all is well."""

    org_id = models.BigIntegerField(primary_key=True)
    """0: an organisation that is not here any more, and the place as a whole."""
    differs = models.TextField(default="")
    """The newest head outside that is not in the record: ORG:SEQ:SEAL."""
    differs_at = models.BigIntegerField(null=True)
    fails = models.TextField(default="")
    """Why the place cannot be written, in both languages, a line each."""
    fails_at = models.BigIntegerField(null=True)
    place = models.TextField(default="")
    """Of row 0: a digest of the place to which heads were sent last."""
    lacked = models.IntegerField(default=0)
    """Of row 0: so many heads that had been sent were found not to stand there any more."""
    lacked_at = models.BigIntegerField(null=True)
