"""What a problem carries beside its row as a matter. Written only by effects."""

from django.db import models


class Problem(models.Model):
    """One problem; the id is the matter's."""

    id = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=200, null=True)
    category = models.CharField(max_length=200, null=True)
    aspect = models.CharField(max_length=200, null=True)
    resolution = models.TextField(null=True)
    still_to_do = models.TextField(null=True)
    extra = models.TextField(null=True)
