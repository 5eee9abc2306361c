"""The dated rule tables and calendars as a Django application."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Rules differ by place and year, so every number is a dated row."""

    name = "bihuan.rules"
    label = "rules"
    default_auto_field = "django.db.models.BigAutoField"
