"""Hall screens: each has a token of its own, kept as a digest, which anybody who administers takes back."""

from django.db import models

from bihuan.people.models import Organisation


class Screen(models.Model):
    """One screen. Instants are microseconds since the epoch; `made_by`, `revoked_by` are persons."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.BigIntegerField()
    made_at = models.BigIntegerField()
    revoked_by = models.BigIntegerField(null=True)
    revoked_at = models.BigIntegerField(null=True)
