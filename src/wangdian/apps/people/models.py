"""Rows of people: the tree, accounts, grants, vendors, inbox, tokens; who stands in, is on duty, is told outside."""

from importlib import import_module
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from wangdian.domain.rights import Role


class Unit(models.Model):
    """A node of the organisation: head office, branch, sub-branch, or the leaf that is one outlet's place."""

    class Kind(models.TextChoices):
        HEAD_OFFICE = "head_office"
        BRANCH = "branch"
        SUB_BRANCH = "sub_branch"
        OUTLET = "outlet"

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=60, unique=True, help_text="five digits a level")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=20, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    active = models.BooleanField(default=True)
    last_child = models.PositiveIntegerField(default=0, help_text="the last step given to a child")


class Vendor(models.Model):
    """A company whose people mend things."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)


class PersonSet(BaseUserManager["Person"]):
    """What Django's authentication asks of a user model."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login=username)


class Person(AbstractBaseUser):
    """An account; its name, phone and mail are personal values and stay out of the audit log."""

    login = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    vendor = models.ForeignKey(Vendor, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    quiet_from = models.TimeField(null=True, blank=True, help_text="from here, in the bank's time, mail waits")
    quiet_until = models.TimeField(null=True, blank=True, help_text="until here, which may be the next day")

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonSet] = PersonSet()


class RoleGrant(models.Model):
    """A role over the subtree of a unit, until a day or for good."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role", "unit"], name="one_grant_a_role_and_unit")]


class News(models.Model):
    """One piece of news in one person's inbox; `key` keeps it from arriving twice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="news")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict, help_text="what the sentence of this kind is filled with")
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True, help_text="quiet hours hold its mail until then")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="news_arrives_once")]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="news_by_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="news_unread"),
            models.Index(fields=["held_until"], condition=~models.Q(held_until=None), name="news_held"),
        ]


class ApiToken(models.Model):
    """A token of the API: only its SHA-256 is kept; it can do what its owner can, or less."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=8, help_text="first characters, to tell tokens apart")
    read_only = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="token_by_person")]


class WebSession(AbstractBaseSession):
    """Somebody's login in one browser; `person` is empty before the login."""

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="kept to the minute")

    class Meta:
        indexes = [models.Index(fields=["person", "began_at"], name="session_by_person")]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class Deputy(models.Model):
    """Who reads for somebody on leave, from the first day to the last (both counted in)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="stands_in")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["person", "last_day"], name="deputy_by_person")]


class Duty(models.Model):
    """A turn in the duty roster of a unit: of those whom a step of the chain names, who is told now."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "ends_at"], name="duty_by_unit")]


class Channel(models.Model):
    """Where news or facts of a subtree go outside: a group's robot, or a program's webhook."""

    class Kind(models.TextChoices):
        WECOM = "wecom"
        DINGTALK = "dingtalk"
        FEISHU = "feishu"
        WEBHOOK = "webhook"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=60)
    host = models.CharField(max_length=260, help_text="scheme, host and port: all of the address that is shown")
    address = models.TextField(help_text="sealed: a robot's address holds its key")
    secret = models.TextField(blank=True, help_text="sealed")
    topics = models.JSONField(default=list)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="it failed for so long that we stopped trying")
    next_at = models.DateTimeField(help_text="not before: the pace, or the wait after a failure")
    claimed_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="in a row")
    failing_since = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=40, blank=True, help_text="a code: ok, timeout, http_500, code_310000")


class Sending(models.Model):
    """One piece for one channel; `key` keeps it from being written twice, `event` names it to the other side."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="sendings")
    key = models.CharField(max_length=120)
    event = models.UUIDField(unique=True)
    body = models.JSONField(help_text="ids, codes, labels of places and things")
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="it was taken, or given up")
    answer = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="sent_once_a_channel")]
        indexes = [
            models.Index(fields=["channel", "-id"], name="sending_by_channel"),
            models.Index(fields=["due_at"], condition=models.Q(ended_at=None), name="sending_waits"),
            models.Index(fields=["ended_at"], condition=~models.Q(ended_at=None), name="sending_ended"),
        ]
