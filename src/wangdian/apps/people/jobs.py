"""What people do by themselves: mail in the morning what quiet hours held."""

from wangdian.apps.people.letters import letter_of
from wangdian.apps.people.models import News, Person
from wangdian.apps.people.switchboard import switchboard
from wangdian.foundation import clock

MOST_LETTERS = 200
"""One run stops here; who is left is due at the next."""
MOST_PIECES = 200


def mail_held() -> int:
    """One letter for each person whose quiet hours are over, with all that is still unread; returns how many letters.

    A server that takes no mail ends the run with its error; what was not sent stays held and is due at the next run.
    """
    board, now = switchboard(), clock.now()
    if not board.mail.ready:
        return 0
    held = News.objects.filter(held_until__lte=now)
    people = held.order_by("person_id").values_list("person_id", flat=True).distinct()[:MOST_LETTERS]
    return sum(_mail(person) for person in Person.objects.filter(pk__in=list(people)).order_by("pk"))


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
