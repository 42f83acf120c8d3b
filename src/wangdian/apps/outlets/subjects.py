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
    subject: Subject, *, label: str | None = None, kind: str | None = None, unit: Unit | None = None,
    retired: bool | None = None,
) -> None:
    """Renames, re-sorts, moves (to an open outlet) or retires a subject.

    Announces it whatever changed, since what applies may have.
    """
    subject.label = subject.label if label is None else label
    subject.kind = subject.kind if kind is None else kind
    if unit is not None:
        subject.unit, subject.active = unit, not subject.retired
    if retired is not None:
        subject.retired, subject.active = retired, not retired
    subject.save(update_fields=["label", "kind", "unit", "retired", "active"])
    announce(SubjectChanged(subject_id=subject.pk))


def wake_or_rest(unit: Unit, open_again: bool) -> None:
    """Takes every subject of an outlet out of force when it closes; back, but for the retired, when it opens again."""
    rows = Subject.objects.filter(unit=unit, retired=False).exclude(active=open_again)
    ids = list(rows.values_list("pk", flat=True))
    Subject.objects.filter(pk__in=ids).update(active=open_again)
    for subject_id in ids:
        announce(SubjectChanged(subject_id=subject_id))
