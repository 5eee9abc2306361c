"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bihuan.people"
    default_auto_field = "django.db.models.BigAutoField"
