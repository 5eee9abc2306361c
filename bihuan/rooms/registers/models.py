"""Registers and their versions. Written only by effects."""

from django.db import models


class Register(models.Model):
    """One register; the id is the matter's."""

    id = models.BigIntegerField(primary_key=True)
    org_id = models.BigIntegerField()
    leading_group = models.CharField(max_length=200, null=True)

    class Meta:
        indexes = [models.Index(fields=["org_id"])]


class RegisterVersion(models.Model):
    """A version: the listings that stood at an event, with its document. The id is the event's."""

    id = models.BigIntegerField(primary_key=True)
    register_id = models.BigIntegerField()
    stage = models.CharField(max_length=20)  # circulated | version_approved | version_issued
    at_seq = models.BigIntegerField()
    made_on = models.DateField()
    document = models.TextField(null=True)
    document_number = models.CharField(max_length=200, null=True)
    document_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["register_id", "at_seq"])]


class Acceptance(models.Model):
    """One unit's 认领 of its rows in a circulated version. Its id is the event's."""

    id = models.BigIntegerField(primary_key=True)
    register_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    accepted_on = models.DateField()
