"""The rows of matters: each equals the fold of its events and can be rebuilt from them.

Written only by `store.py`, in plain SQL, inside one act's transaction. A matter's id is that of the
event that opened it. References carry no constraint in the database: the record never forgets an id.
"""

from typing import Any

from django.db import models


def link(to: str, **more: Any) -> Any:
    """A reference without a constraint, so that an act waits for no other row."""
    return models.ForeignKey(
        to, models.DO_NOTHING, db_constraint=False, db_index=False, null=True, related_name="+", **more
    )


class Matter(models.Model):
    """Anything that must be closed. Derived things (overdue, lamp) are not stored, only their dates."""

    id = models.BigIntegerField(primary_key=True)
    org = link("people.Organisation")
    kind = models.CharField(max_length=20)
    life = models.CharField(max_length=20)
    clock = models.CharField(max_length=8, default="running")
    number = models.CharField(max_length=60, null=True)
    title = models.TextField(null=True)
    register = link("self")
    parent = link("self")
    lead_unit = link("people.Unit")
    accountable = link("people.Person")
    leader = link("people.Person")
    opened_by = link("people.Person")
    due_kind = models.CharField(max_length=12, null=True)
    due_on = models.DateField(null=True)
    yellow_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    pending = link("self")
    hearing = models.CharField(max_length=12, null=True)
    help_asked = models.BooleanField(default=False)
    turn = models.BigIntegerField(null=True)
    seq = models.BigIntegerField()
    life_seq = models.BigIntegerField()
    look_back_on = models.DateField(null=True)
    more = models.TextField(default="{}")

    class Meta:
        indexes = [
            models.Index(fields=["parent"], name="matter_parent"),
            models.Index(fields=["turn", "due_on", "id"], name="matter_turn"),
            models.Index(fields=["org", "kind", "life", "due_on"], name="matter_life"),
            models.Index(fields=["org", "number"], name="matter_number"),
            models.Index(fields=["register", "kind", "due_on", "id"], name="matter_register"),
            models.Index(fields=["org"], condition=models.Q(help_asked=True), name="matter_help"),
            models.Index(
                fields=["org", "look_back_on"],
                condition=models.Q(look_back_on__isnull=False),
                name="matter_look_back",
            ),
        ]


class Stake(models.Model):
    """Whom a matter concerns: a principal (person, unit, desk, organisation) and how."""

    matter_id = models.BigIntegerField()
    principal = models.BigIntegerField()
    relation = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter_id", "principal", "relation"], name="one_stake"),
        ]
        indexes = [
            models.Index(fields=["principal"], condition=models.Q(relation="raiser"), name="stake_raiser"),
        ]


_LAMP = ("life", "clock", "yellow_on", "red_on")


class Seen(models.Model):
    """What a principal sees in a register: the stakes without their relations, with all that lists sort by.

    A list reads fifty entries of an index for each of one's principals, however many matters there are.
    """

    matter_id = models.BigIntegerField()
    principal = models.BigIntegerField()
    register_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    life = models.CharField(max_length=20)
    clock = models.CharField(max_length=8)
    due_on = models.DateField()
    yellow_on = models.DateField()
    red_on = models.DateField()
    place = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter_id", "principal", "register_id"], name="one_sight"),
        ]
        indexes = [
            models.Index(fields=["principal", "matter_id"], name="seen_matter"),
            models.Index(
                fields=["principal", "register_id", "kind", "place", "matter_id", "life"], name="seen_place"
            ),
            models.Index(
                fields=["principal", "register_id", "kind", "due_on", "matter_id", "life"], name="seen_due"
            ),
            models.Index(
                fields=[
                    *("principal", "register_id", "kind", "life", "clock"),
                    *("yellow_on", "red_on", "matter_id"),
                ],
                name="seen_life",
            ),
        ]


class KeptFact(models.Model):
    """The newest of a fact that an act keeps with its matter; its key is what lists filter by.

    Columns that an organisation defines will stand here too.
    """

    matter_id = models.BigIntegerField()
    name = models.CharField(max_length=40)
    text = models.TextField()
    key = models.CharField(max_length=200, null=True)
    said_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter_id", "name"], name="one_fact")]
        indexes = [
            models.Index(
                fields=["name", "key", "matter_id"],
                condition=models.Q(key__isnull=False),
                name="fact_key",
            ),
        ]


class Spell(models.Model):
    """How a matter stood, and with whom, from one event to the next; its id is that of the first event.

    Counts as of a day are read from `spell_standing` alone (docs/decisions/0016): its columns stand in the
    order in which they are grouped. Kind and home register never change; they are here for its sake.
    """

    id = models.BigIntegerField(primary_key=True)
    org_id = models.BigIntegerField()
    matter_id = models.BigIntegerField()
    register_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20)
    life = models.CharField(max_length=20)
    clock = models.CharField(max_length=8)
    lead_unit_id = models.BigIntegerField(null=True)
    holder = models.BigIntegerField(null=True)
    holder_unit_id = models.BigIntegerField(null=True)
    holder_person_id = models.BigIntegerField(null=True)
    due_kind = models.CharField(max_length=12, null=True)  # of the due that decides
    due_on = models.DateField(null=True)
    yellow_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    from_at = models.BigIntegerField()
    to_at = models.BigIntegerField(null=True)
    from_seq = models.BigIntegerField()
    to_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["matter_id", "from_seq"], name="spell_matter"),
            models.Index(
                fields=[
                    *("org_id", "register_id", "kind", "life", "lead_unit_id"),
                    *("from_at", "to_at", "clock", "yellow_on", "red_on"),
                ],
                name="spell_standing",
            ),
        ]


class Link(models.Model):
    """How matters hang together: splits, merges, raised_from, answers. The id is the event's."""

    id = models.BigIntegerField(primary_key=True)
    from_matter_id = models.BigIntegerField()
    to_matter_id = models.BigIntegerField()
    kind = models.CharField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["to_matter_id"]), models.Index(fields=["from_matter_id"])]


class Desk(models.Model):
    """A register's desk: its office, its numbers and who may see what it lists."""

    id = models.BigIntegerField(primary_key=True)  # the register's matter id
    org_id = models.BigIntegerField()
    office_id = models.BigIntegerField(null=True)
    prefix = models.CharField(max_length=20)
    open = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=False)  # a second person said yes to its opening
    open_to_all = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["org_id"]), models.Index(fields=["office_id"])]


class DeskPost(models.Model):
    """A post that checks or approves for a register. The id is made of the event and a place."""

    register_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    role = models.CharField(max_length=12)  # verifier | fallback | outsider | approver
    to_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["register_id"]), models.Index(fields=["post_id"])]


class Listing(models.Model):
    """One matter in one register: its number and aspect there, when it came and when it went.

    Where it was opened it stays; `beside` marks the other registers in which it stands too.
    """

    id = models.BigIntegerField(primary_key=True)
    register_id = models.BigIntegerField()
    matter_id = models.BigIntegerField()
    number = models.CharField(max_length=60, null=True)
    aspect = models.CharField(max_length=120, null=True)
    place = models.BigIntegerField(default=0)
    beside = models.BooleanField(default=False)
    from_at = models.BigIntegerField()
    to_at = models.BigIntegerField(null=True)
    from_seq = models.BigIntegerField()
    to_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["register_id", "place", "matter_id"], name="listing_register"),
            models.Index(fields=["register_id"], condition=models.Q(beside=True), name="listing_beside"),
            models.Index(fields=["matter_id"], name="listing_matter"),
        ]


class Citation(models.Model):
    """A piece of evidence that an event cites: what is not cited is swept away after a day."""

    org_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    matter_id = models.BigIntegerField()
    event_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["org_id", "digest"]), models.Index(fields=["matter_id"])]


class Series(models.Model):
    """The last number given under a prefix in a year. Numbers have no gaps; voids stay."""

    org_id = models.BigIntegerField()
    prefix = models.CharField(max_length=20)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org_id", "prefix", "year"], name="one_series")]


class Once(models.Model):
    """A form's one-time key and what came of it: a double click finds the first answer.

    `digest`: of what was sent with it, made with the server's key; empty where an earlier version kept it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    digest = models.CharField(max_length=64, default="", db_default="")
    org_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField()
    matter_id = models.BigIntegerField()
    at = models.BigIntegerField()


class FromBrowser(models.Model):
    """From which browser somebody took part in a closing: beside the record, kept some months.

    `browser` is a digest with the server's key; `act` its name. The matter is what a yes was about.
    """

    org_id = models.BigIntegerField()
    matter_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    act = models.CharField(max_length=40)
    browser = models.CharField(max_length=32)
    at = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["matter_id", "browser"], name="frombrowser_matter"),
            models.Index(fields=["org_id", "at"], name="frombrowser_at"),
        ]
