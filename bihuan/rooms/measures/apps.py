"""The measures room."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "bihuan.rooms.measures"
    default_auto_field = "django.db.models.BigAutoField"
