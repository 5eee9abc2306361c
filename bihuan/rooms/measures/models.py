"""What a measure carries beside its row: the latest words of each kind. Written only by effects."""

from django.db import models


class Measure(models.Model):
    """One measure; the id is the matter's."""

    id = models.BigIntegerField(primary_key=True)
    standard = models.TextField(null=True)
    evidence_wanted = models.TextField(null=True)
    source = models.CharField(max_length=200, null=True)
    category = models.CharField(max_length=200, null=True)
    status = models.CharField(max_length=200, null=True)
    plan = models.TextField(null=True)
    progress = models.TextField(null=True)
    progress_on = models.DateField(null=True)
    difficulty = models.TextField(null=True)
    next_step = models.TextField(null=True)
    resolution = models.TextField(null=True)
    still_to_do = models.TextField(null=True)
    rule_issued = models.TextField(null=True)
    contacts = models.TextField(null=True)
    extra = models.TextField(null=True)
