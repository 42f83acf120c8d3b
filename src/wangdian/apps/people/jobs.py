"""What people do by themselves: mail in the morning what quiet hours held."""

from datetime import timedelta

from wangdian.apps.people.letters import letter_of
from wangdian.apps.people.models import News, Person
from wangdian.apps.people.switchboard import switchboard
from wangdian.foundation import clock

MOST_LETTERS = 200
"""One run stops here; who is left is due at the next."""
MOST_PIECES = 200
AGAIN = timedelta(minutes=15)
"""How long a letter waits that was not taken."""
MOST_REFUSED = 3


def mail_held() -> int:
    """One letter for each person whose quiet hours are over, with all that is still unread; returns how many letters.

    What is not taken waits a while and holds up nobody else; a server that takes none of a few letters in a row ends
    the run. Then the last error is raised, so that the failure is seen.
    """
    board, now = switchboard(), clock.now()
    if not board.mail.ready:
        return 0
    held = News.objects.filter(held_until__lte=now)
    people = held.order_by("person_id").values_list("person_id", flat=True).distinct()[:MOST_LETTERS]
    sent, refused = 0, 0
    error: OSError | None = None
    for person in Person.objects.filter(pk__in=list(people)).order_by("pk"):
        try:
            sent += _mail(person)
            refused = 0
        except OSError as said:
            News.objects.filter(person=person, held_until__lte=now).update(held_until=now + AGAIN)
            refused, error = refused + 1, said
            if refused == MOST_REFUSED:
                break
    if error is not None:
        raise error
    return sent


def _mail(person: Person) -> bool:
    board, now = switchboard(), clock.now()
    held = News.objects.filter(person=person, held_until__lte=now)
    pieces = list(held.filter(read_at=None, mailed_at=None).order_by("pk")[:MOST_PIECES])
    wanted = bool(pieces) and person.is_active and bool(person.email)
    if wanted:
        board.mail.send(letter_of(person, pieces, board.address))
        News.objects.filter(pk__in=[one.pk for one in pieces]).update(mailed_at=clock.now(), held_until=None)
        return True
    held.update(held_until=None)
    return False
