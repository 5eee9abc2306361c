"""Background work, kept in the same database as what it works on, so that both commit or neither does."""

from django.db import models


class State(models.TextChoices):
    """What a job can be. `running` past its lease is taken up again by whoever comes first."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Job(models.Model):
    """One piece of work. All instants are microseconds since the epoch.

    `argument` is JSON. Among queued jobs a `key` is unique: asking twice for the same work queues it
    once; a running job does not absorb a new request, since it may have read its data already.
    `owner` names the lease: whoever lost it can write nothing more through its Run.
    """

    name = models.CharField(max_length=80)
    argument = models.TextField(default="{}")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    key = models.CharField(max_length=160, null=True)
    owner = models.CharField(max_length=40, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    note = models.TextField(default="")
    run_at = models.BigIntegerField()
    lease_until = models.BigIntegerField(null=True)
    created_at = models.BigIntegerField()
    finished_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state="queued"), name="jobs_one_queued_per_key"
            )
        ]
        indexes = [
            models.Index(fields=["run_at", "id"], condition=models.Q(state="queued"), name="jobs_waiting"),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="jobs_running"),
            models.Index(fields=["finished_at"], name="jobs_finished"),
        ]


class Recurring(models.Model):
    """When a recurring job is due next. The row is written by the worker from settings.RECURRING."""

    name = models.CharField(max_length=80, primary_key=True)
    every = models.CharField(max_length=40)
    next_run_at = models.BigIntegerField()


class Heartbeat(models.Model):
    """Sign of life of a worker process; /healthz reads the latest."""

    worker = models.CharField(max_length=40, primary_key=True)
    beat_at = models.BigIntegerField()


class Installation(models.Model):
    """Where this database keeps its evidence and its key: one row, held against `var/` at every start.

    `store` is what `var/store` says, `key` a digest of the secret key.
    """

    store = models.CharField(max_length=32)
    key = models.CharField(max_length=64)


class KnownTime(models.Model):
    """The last moment at which the clock was believed (core/time/trust.py): one row, written with every beat.

    `uptime` of the machine in the boot of that name; heads up to `forgiven` lie in the future by an old
    mistake; `confirmed_at` and `confirmed_from`: when a person last said that the clock is right, and what
    was known then.
    """

    at = models.BigIntegerField()
    boot = models.CharField(max_length=40, default="")
    uptime = models.BigIntegerField(default=0)
    forgiven = models.BigIntegerField(default=0)
    confirmed_at = models.BigIntegerField(null=True)
    confirmed_from = models.BigIntegerField(null=True)
