"""The matters app."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "bihuan.matters"
    default_auto_field = "django.db.models.BigAutoField"
