"""The wall room."""

from django.apps import AppConfig


class WallConfig(AppConfig):
    name = "bihuan.rooms.wall"
    default_auto_field = "django.db.models.BigAutoField"
