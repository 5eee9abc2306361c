"""The record (办理记录) as a Django application."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    """Makes the triggers that guard the record after every migration, and checks that they stand."""

    name = "bihuan.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bihuan.ledger import triggers

        register(triggers.check, Tags.database)
        post_migrate.connect(triggers.after_migrations, sender=self, dispatch_uid="ledger.triggers")
