"""The room of what is done to many rows at once."""

from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "bihuan.rooms.batches"
    default_auto_field = "django.db.models.BigAutoField"
