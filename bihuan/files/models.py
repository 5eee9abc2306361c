"""The table of evidence: which contents an organisation holds."""

from django.db import models


class Evidence(models.Model):
    """One content in one organisation. Its name is a personal fact of the event that cites it."""

    org = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    """SHA-256 of the content, hexadecimal: what events cite, and the name of the file."""
    size = models.BigIntegerField()
    """Bytes."""
    media = models.CharField(max_length=100)
    """The media type that the content showed, never the one that the sender claimed."""
    kept_at = models.BigIntegerField()
    """Microseconds since the epoch."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "digest"], name="files_evidence_org_digest")]
        indexes = [models.Index(fields=["kept_at"], name="files_evidence_kept")]

    def __str__(self) -> str:
        return self.digest
