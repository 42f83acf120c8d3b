"""Makes and renames subjects, for the verbs whose nouns hold one."""

import secrets

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.outlets.facts import SubjectChanged
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.models import Unit

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I, O: a tag is read aloud and typed by hand when a QR code is dirty."""


def new_subject(kind: str, unit: Unit, label: str) -> Subject:
    """A subject at `unit` with a tag of its own (50 random bits); announces that it came."""
    tag = "".join(secrets.choice(LETTERS) for _ in range(10))
    subject = Subject.objects.create(kind=kind, unit=unit, label=label, tag=tag)
    announce(SubjectChanged(subject_id=subject.pk))
    return subject


def change_subject(
    subject: Subject, *, label: str | None = None, kind: str | None = None, active: bool | None = None,
) -> None:
    """Renames, re-sorts or retires a subject; announces it whatever changed, since what applies may have."""
    subject.label = subject.label if label is None else label
    subject.kind = subject.kind if kind is None else kind
    subject.active = subject.active if active is None else active
    subject.save(update_fields=["label", "kind", "active"])
    announce(SubjectChanged(subject_id=subject.pk))
