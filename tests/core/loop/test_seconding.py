"""Asking a second person: whose leading group says yes."""

from bihuan.core.loop import seconding
from bihuan.core.state.posts import NoPosts
from bihuan.core.state.state import State
from tests.core.shop import Shop
from tests.theorem.cast import PEOPLE, REGISTER

FIRST, AT_THE_POST = 8, REGISTER


class Posts(NoPosts):
    """Two registers are confirmed; post 21 is at the desk of the second."""

    def second(self, posts):
        return {frozenset(): FIRST, frozenset({21}): AT_THE_POST}.get(frozenset(posts))

    def held_by(self, person, since=None):
        return frozenset({21}) if person == 5 else frozenset({22})


def test_a_post_is_confirmed_where_it_checks_and_else_where_anything_is() -> None:
    shop = Shop()
    shop.store.posts_ = Posts()
    people = State(PEOPLE, 1, "people", "standing")

    def asked(state: State = people, **facts: int) -> int | None:
        return seconding._register(shop.book, state, facts)

    assert asked(post=21) == asked(person=5) == AT_THE_POST
    assert asked(post=22) == asked(person=6) == asked() == FIRST
    assert asked(people._replace(register=7), post=21) == 7, "its own"
