"""The room of the verification queue."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "bihuan.rooms.verification"
    default_auto_field = "django.db.models.BigAutoField"
