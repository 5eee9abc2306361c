"""Dated rules and calendars of an organisation, written by the acts of its charter (`write.py`).

`from_on` and `to_on` are the first and the last day in force, `to_on` empty while there is no end. A row that
was replaced on its own first day ends before it begins: it was never in force, and still shows what was
written.
"""

from django.db import models
from django.db.models import Q

from bihuan.people.models import Organisation


class Rule(models.Model):
    """One value of one rule for a span of days; `value` is canonical JSON. Names are in `defaults.RULES`."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="rules")
    name = models.CharField(max_length=60)
    value = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "name"], condition=Q(to_on=None), name="rules_one_open_rule"
            )
        ]
        indexes = [models.Index(fields=["org", "name", "from_on"], name="rules_rule_dated")]

    def __str__(self) -> str:
        return f"{self.name} from {self.from_on}"


class CalendarLayer(models.Model):
    """A local layer over the national calendar (州, 民族). With `everyone` false it frees only some staff."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="calendar_layers")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    everyone = models.BooleanField(default=True)
    place = models.IntegerField(default=0)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "code"], condition=Q(to_on=None), name="rules_one_open_layer"
            )
        ]

    def __str__(self) -> str:
        return self.code


class CalendarDay(models.Model):
    """One day that differs from its weekday. `org` empty: the national calendar, seeded by migrations.

    `from_on`–`to_on` say while this row was what the office knew, not which day it is about. An
    organisation's row overrules the national one, so a notice can be entered before an upgrade brings it.
    """

    HOLIDAY, MAKEUP, LOCAL = "holiday", "makeup", "local_holiday"
    KINDS = [(kind, kind) for kind in (HOLIDAY, MAKEUP, LOCAL)]

    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="calendar_days")
    day = models.DateField()
    kind = models.CharField(max_length=16, choices=KINDS)
    layer = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "day", "layer"], condition=Q(to_on=None), name="rules_one_open_day"
            ),
            models.UniqueConstraint(
                fields=["day"], condition=Q(org=None, to_on=None), name="rules_one_open_national_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class PublishedYear(models.Model):
    """A year whose holiday notice is known. Days of any other year are provisional (暂估)."""

    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="published_years")
    year = models.IntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "year"], name="rules_one_notice_a_year"),
            models.UniqueConstraint(fields=["year"], condition=Q(org=None), name="rules_one_national_notice"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class RulesVersion(models.Model):
    """The stamp by which a process knows that what it remembers of an organisation's rules still holds.

    A random number, not a count: a count that was rolled back would come again with other rules behind it.
    `reckoned`: the digest of the calendar by which its open dates were last reckoned (`reckoned.py`).
    """

    org = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="rules_version")
    stamp = models.BigIntegerField()
    reckoned = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"rules of {self.org_id}"
