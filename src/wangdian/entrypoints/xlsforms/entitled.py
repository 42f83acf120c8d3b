"""The form of a walk with its id and its title, the same for Collect, for the screens and for the command line."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from wangdian.apps.evidence.queries_forms import FormAsked
from wangdian.entrypoints.web.walk_words import WALK_KINDS
from wangdian.entrypoints.xlsforms.checklist import checklist
from wangdian.entrypoints.xlsforms.rows import Form
from wangdian.foundation import clock
from wangdian.foundation.clock import BANK_ZONE


def id_of(asked: FormAsked) -> str:
    return f"walk-{asked.walk}" if asked.walk else f"new-{asked.kind}-{asked.place.code}"


def form_of(asked: FormAsked) -> Form:
    """The form as it is today, its title in the reader's language."""
    return checklist(
        asked.place, form_id=id_of(asked), title=title_of(asked), packs=asked.packs, on=clock.today(),
    )


def title_of(asked: FormAsked) -> str:
    what = asked.plan or str(WALK_KINDS[asked.kind])
    place = f"{asked.place.code} {asked.place.name_zh}"
    if asked.due_until is None:
        return _("%(place)s · %(what)s, begun by yourself") % {"place": place, "what": what}
    until = _end_of(asked.due_until)
    return _("%(place)s · %(what)s until %(until)s") % {"place": place, "what": what, "until": until}


def _end_of(at: datetime) -> str:
    """Midnight is said as the end of the day that still counts."""
    local = at.astimezone(BANK_ZONE)
    return f"{local - timedelta(days=1):%m-%d} 24:00" if local.time() == time.min else f"{local:%m-%d %H:%M}"
