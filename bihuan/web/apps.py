"""The web app: it keeps who is signed in, and what was wrongly tried."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "bihuan.web"
    default_auto_field = "django.db.models.BigAutoField"
