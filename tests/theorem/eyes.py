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
        held = Appointment.objects.filter(person__in=people)
        serving = {
            one.person_id for one in held if one.from_on <= day and (not one.to_on or one.to_on >= day)
        }
        taken = people & (serving | {person})
        seats = held.values_list("person_id", "post__unit_id", "post__unit__kind", "from_on", "to_on")
        return Who(
            frozenset(taken),
            frozenset((unit, begun, ended) for one, unit, _, begun, ended in seats if one in taken),
            frozenset(
                unit
                for one, unit, kind, begun, ended in seats
                if one in taken and kind != "branch" and begun <= day and (ended is None or ended >= day)
            ),
        )

    return who
