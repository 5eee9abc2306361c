"""Founding an organisation: its row, its chain, and the standing matters in which people and rules change."""

from django.db import transaction

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.time.days import HOME_ZONE
from bihuan.ledger.append import begin_chain
from bihuan.matters.kinds import founded_kinds
from bihuan.matters.writing.acts import book
from bihuan.people.models import Organisation


class Mixed(OSError):
    """Nothing demonstrated stands in one database with what is real."""

    def __init__(self) -> None:
        super().__init__(
            "演示单位和正式单位不能放在同一个数据库里：请移走 var/bihuan.sqlite3，或另设 DATABASE_URL。"
            "A demonstration and a real organisation cannot share a database: move var/bihuan.sqlite3 away,"
            " or name another one in DATABASE_URL."
        )


@transaction.atomic
def found(
    slug: str,
    name: str,
    *,
    at: int,
    name_en: str = "",
    zone: str = HOME_ZONE,
    demonstration: bool = False,
) -> Organisation:
    """Create an organisation apart from all others. IntegrityError if the slug is taken.

    Mixed where it is a demonstration and real ones stand already, or the other way round: the passwords of a
    demonstration are known to everybody.
    """
    if Organisation.objects.exclude(demonstration=demonstration).exists():
        raise Mixed
    org = Organisation.objects.create(
        slug=slug, name=name, name_en=name_en, zone=zone, demonstration=demonstration
    )
    begin_chain(org.pk, slug, at=at)
    with book(org.pk, at=at) as open_book:
        how = Mandate(SYSTEM, within=True)
        for kind in founded_kinds():
            assert kind.founded
            open_book.open(kind.name, how, title=kind.founded.zh)
    return org
