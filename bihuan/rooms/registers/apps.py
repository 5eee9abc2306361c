"""The registers room."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "bihuan.rooms.registers"
    default_auto_field = "django.db.models.BigAutoField"
