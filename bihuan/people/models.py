"""Organisations apart from one another, their units and groups, and the people in them.

These tables are written by the acts of an organisation's standing matter "people" (rooms/charter),
so that every appointment stands in the record. Order is 机构序列 and 职务排序, never pinyin: each
row carries its place.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from bihuan.core.time.days import HOME_ZONE
from bihuan.core.time.trust import TOLERANCE
from bihuan.core.words.folding import folded
from bihuan.people.plain import columns, fields, first, made


class Organisation(models.Model):
    """A body apart from all others: its people, matters and chain are never mixed with another's."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    zone = models.CharField(max_length=40, default=HOME_ZONE)
    demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug


class Users(BaseUserManager["User"]):
    """Finds and makes sign-ins."""

    def create_user(self, username: str, password: str | None = None) -> "User":
        user = self.model(username=username)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def named(self, username: str | None) -> "User | None":
        """Whose sign-in name that is, however it is written."""
        return self.filter(folded=folded(username or "")).first()

    def get_by_natural_key(self, username: str | None) -> "User":
        """The same, as Django asks: User.DoesNotExist for nobody."""
        return self.get(folded=folded(username or ""))


if TYPE_CHECKING:
    Line = models.CharField[str, str]
else:
    Line = models.CharField


class Folded(Line):
    """A name as names are compared; reckoned anew whenever the row is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        name = folded(getattr(model_instance, "username", ""))
        setattr(model_instance, self.attname, name)
        return name


class User(AbstractBaseUser):
    """One global sign-in. What it may do follows from its persons, one in each organisation."""

    username = models.CharField(max_length=60, unique=True)
    folded = Folded(max_length=400, unique=True, editable=False)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_until = models.BigIntegerField(null=True)  # a one-time password holds until then (microseconds)

    words_about: tuple[str, ...] = ()
    """What else its owner is called, while no person stands for it yet: no password may hold that."""

    USERNAME_FIELD = "username"
    objects = Users()

    def one_time_over(self, at: int) -> bool:
        """Whether the password was set by somebody else and has not been used in time.

        One that would hold longer than any was given under a clock that ran ahead.
        """
        if not self.must_change_password or self.password_until is None:
            return False
        longest = settings.ONE_TIME_HOURS * 3_600_000_000 + TOLERANCE
        return not self.password_until - longest <= at < self.password_until

    def person(self, one: int) -> "Person | None":
        """One of the persons that the user is, with the organisation; nobody else, nor an erased one."""
        row = first(
            f"SELECT {columns(Person, 'p')}, {columns(Organisation, 'o')} FROM people_person p"
            " JOIN people_organisation o ON o.id = p.org_id"
            " WHERE p.id = %s AND p.user_id = %s AND NOT p.erased",
            [one, self.pk],
        )
        if row is None:
            return None
        own = len(fields(Person))
        found = made(Person, row[:own])
        found.org = made(Organisation, row[own:])
        return found


class Unit(models.Model):
    """A department (部门), an office (处室), a branch (支部) or a leading group (领导小组)."""

    DEPARTMENT, OFFICE, BRANCH, GROUP = "department", "office", "branch", "leading_group"
    OUTSIDE = "outside"  # none of ours: whoever checks from outside sits there
    KINDS = [(kind, kind) for kind in (DEPARTMENT, OFFICE, BRANCH, GROUP, OUTSIDE)]
    ANSWERABLE = (OFFICE, BRANCH)

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=16, choices=KINDS)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    place = models.IntegerField(default=0)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    placeholder = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["org", "name", "from_on"], name="one_unit_of_a_name")]

    def __str__(self) -> str:
        return f"unit {self.pk}"


class Succession(models.Model):
    """What a unit became when it was renamed, merged, divided or ended: its hands go with it."""

    before = models.ForeignKey(Unit, models.PROTECT, related_name="became")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="was")


class UnitGroup(models.Model):
    """A named set of units with dated members, such as 各处室: it expands into a dated list."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    place = models.IntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["org", "name"], name="one_group_of_a_name")]


class GroupMember(models.Model):
    """One unit's membership of a group, from a day to a day."""

    group = models.ForeignKey(UnitGroup, models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    from_on = models.DateField()
    to_on = models.DateField(null=True)


class Post(models.Model):
    """A post in a unit. Its role decides what its holder may do to the matters of that unit."""

    MEMBER, HEAD, CONTACT, SUPERVISOR = "member", "head", "contact", "supervisor"
    VERIFIER, FALLBACK, APPROVER, LEADER = "verifier", "fallback_verifier", "approver", "leader"
    OUTSIDER, ADMIN, AUDITOR = "outside_checker", "admin", "auditor"
    ROLES = [
        (role, role)
        for role in (
            MEMBER,
            HEAD,
            CONTACT,
            SUPERVISOR,
            VERIFIER,
            FALLBACK,
            OUTSIDER,
            APPROVER,
            LEADER,
            ADMIN,
            AUDITOR,
        )
    ]

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    role = models.CharField(max_length=20, choices=ROLES)
    place = models.IntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]


class Person(models.Model):
    """A natural person as one organisation knows them."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="persons")
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=120, blank=True)  # what tells namesakes apart
    place = models.IntegerField(default=0)
    placeholder = models.BooleanField(default=False)
    erased = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["org", "user"], name="one_person_per_organisation")]
        indexes = [models.Index(fields=["org", "name"])]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Appointment(models.Model):
    """A person in a post, from a day to a day: the hat under which somebody acts.

    `acting`: 主持工作, who presides over the unit and heads it until a head is appointed.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    serves = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    acting = models.BooleanField(default=False)


class Absence(models.Model):
    """While A is away B stands in (A/B角): B may wear A's hats and inherits A's exclusions."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Person, models.PROTECT, related_name="standing_in")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    @property
    def called_off(self) -> bool:
        """Whether it ended before it began: it never was."""
        return self.to_on is not None and self.to_on < self.from_on
