"""Placeholders of plain statements."""

import pytest
from django.db import connection

from bihuan.core.sql import marks


@pytest.mark.django_db
@pytest.mark.parametrize(("among", "found"), [([1, 2], True), ([2], False), ([], False)])
def test_what_stands_among_none_is_not_found_on_either_database(among: list[int], found: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE 1 IN ({marks(among)})", among)
        assert (cursor.fetchone() is not None) is found
