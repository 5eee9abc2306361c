"""Who a person was, for the witness, read from the tables of people."""

from collections.abc import Callable
from datetime import date

from bihuan.people.models import Absence, Appointment
from tests.theorem.witness import Who


def who_on(day: date) -> Callable[[int], Who]:
    """Who a person was on a day, read from the tables of people by another way than the spine's."""

    def who(person: int) -> Who:
        away = Absence.objects.filter(stand_in=person, from_on__lte=day).exclude(to_on__lt=day)
        people = {person, *away.values_list("person_id", flat=True)}
        held = Appointment.objects.filter(person__in=people, from_on__lte=day).exclude(to_on__lt=day)
        units = held.values_list("person_id", "post__unit_id", "post__unit__kind")
        serving = {one for one, *_ in units} | {person}
        return Who(
            frozenset(people & serving),
            frozenset(unit for _, unit, _ in units),
            frozenset(unit for _, unit, kind in units if kind != "branch"),
        )

    return who
