"""The tables of this layer, where Django looks for them."""

from bihuan.exchange.importing.models import Import, ImportRow, Remembered

__all__ = ["Import", "ImportRow", "Remembered"]
