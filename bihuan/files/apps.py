"""Evidence files as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Evidence: kept by what it is, not by what it is called."""

    name = "bihuan.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
