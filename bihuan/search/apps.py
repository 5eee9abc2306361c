"""The index for searching as a Django application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index for both databases; it holds the face that everybody with sight of a matter may read."""

    name = "bihuan.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
