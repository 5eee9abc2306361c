"""What goes in and out: importers, exporters, the demonstration, backup."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The app of layer 4."""

    name = "bihuan.exchange"
    label = "exchange"
