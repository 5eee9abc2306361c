"""The matters app."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "bihuan.matters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read every kind at once: what is misspelt in one stops the program before anybody uses it."""
        from bihuan.matters.kinds import kinds

        kinds()
