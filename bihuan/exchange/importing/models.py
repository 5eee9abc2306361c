"""What an import keeps beside the record: its preview row by row, and what was decided for next time.

Texts from the sheet are personal: they go when the import is committed or given up (`forget` in start.py).
What stays of a row is where it stood, what came of it, and salted digests by which the next file is compared.
"""

from django.db import models


class Import(models.Model):
    """One import; the id is the matter's. `choices` and `corrections` are JSON and end with the preview."""

    id = models.BigIntegerField(primary_key=True)
    org_id = models.BigIntegerField()
    register_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, default="")  # of which it brings some; "": read as a ledger
    year = models.IntegerField()
    person_id = models.BigIntegerField(null=True)
    seen = models.BigIntegerField(default=0)  # where the record stood at the preview
    once = models.CharField(max_length=64, null=True)  # the one-time key of the upload
    job_id = models.BigIntegerField(null=True)
    counts = models.TextField(default="{}")
    choices = models.TextField(default="{}")
    corrections = models.TextField(default="{}")
    asked = models.TextField(default="{}")  # what waits to be mapped: headings, units, people

    class Meta:
        indexes = [models.Index(fields=["register_id", "id"], name="import_register")]


class ImportRow(models.Model):
    """One matter of a file, in the order of the sheet. `above` is the place of its problem."""

    OPEN, DONE, LEFT, UNDONE, KEPT = "open", "done", "left", "undone", "kept"

    import_id = models.BigIntegerField()
    register_id = models.BigIntegerField()
    place = models.IntegerField()
    above = models.IntegerField(null=True)
    kind = models.CharField(max_length=20)
    sheet = models.TextField(default="")
    row = models.IntegerField(default=0)
    number = models.TextField(null=True)
    key = models.CharField(max_length=64)  # register, sheet, number, text: what it is
    digest = models.CharField(max_length=64)  # all that the sheet says of it
    verdict = models.CharField(max_length=14)
    reasons = models.TextField(default="[]")
    state = models.CharField(max_length=6, default=OPEN)
    matter_id = models.BigIntegerField(null=True)
    seq = models.BigIntegerField(null=True)  # the last event that this import wrote on the matter
    salt = models.CharField(max_length=16, default="")
    fields = models.TextField(default="{}")  # salted digests of each field
    title = models.TextField(null=True)
    data = models.TextField(null=True)  # the row as read, corrected
    facts = models.TextField(null=True)  # what the acts will be given
    differences = models.TextField(null=True)
    altered = models.TextField(default="[]")  # the facts that the sheet says otherwise, while it is a preview

    class Meta:
        indexes = [
            models.Index(fields=["import_id", "place"], name="importrow_place"),
            models.Index(fields=["import_id", "verdict", "place"], name="importrow_verdict"),
            models.Index(fields=["register_id", "key"], name="importrow_key"),
            models.Index(fields=["matter_id"], name="importrow_matter"),
        ]


class Remembered(models.Model):
    """What a register's office decided for a heading, a unit's name or a namesake, for the next file.

    `what`: column | unit | person. A person's name is kept as a digest only.
    """

    register_id = models.BigIntegerField()
    what = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    choice = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register_id", "what", "name"], name="one_remembered")]
