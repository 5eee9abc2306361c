"""The room of the record."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "bihuan.rooms.record"
    default_auto_field = "django.db.models.BigAutoField"
