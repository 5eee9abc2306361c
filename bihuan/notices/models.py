"""What is to be told to whom, and who has read it.

A notice names an event and whom it concerns, and holds no text: its sentence is made from the record for the
face of whoever reads it. So erasing a matter's words leaves nothing to blank here.

Read is kept in two ways: a mark per person, below which everything counts as read (one row, whatever is
told), and single events read above the mark. Both outlive a change of posts, and neither needs a row for
every member of a unit when the unit is told something.
"""

from django.db import models


class Notice(models.Model):
    """One event, told to one principal (core/state/principals.py): a unit, its head, a desk, a person.

    Never to a list of people, so that whoever holds the post next finds it too.
    """

    id = models.BigAutoField(primary_key=True)
    org_id = models.BigIntegerField()
    principal = models.BigIntegerField()
    event_id = models.BigIntegerField()
    matter_id = models.BigIntegerField()
    name = models.TextField()
    """The event's name, such as "assigned"."""
    at = models.BigIntegerField()
    """Microseconds since the epoch."""
    read = models.BooleanField(default=False, db_default=False)
    """Somebody whom it was addressed to has read it; only ageing asks."""

    class Meta:
        indexes = [models.Index(fields=["principal", "-id"], name="notices_principal_newest")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.name} → {self.principal}"


class Reading(models.Model):
    """How far a person has read: every notice up to this id."""

    person_id = models.BigIntegerField(primary_key=True)
    read_up_to = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.person_id} up to {self.read_up_to}"


class ReadEvent(models.Model):
    """An event above the person's mark that the person has read, through whichever of its notices."""

    pk = models.CompositePrimaryKey("person_id", "event_id")
    person_id = models.BigIntegerField()
    event_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.person_id} read {self.event_id}"
