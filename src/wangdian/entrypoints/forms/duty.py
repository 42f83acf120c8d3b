"""The forms of quiet hours, leave and duty."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.actions.put_on_duty import PutOnDuty
from wangdian.apps.people.actions.set_quiet_hours import SetQuietHours
from wangdian.apps.people.actions.take_leave import TakeLeave
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.channels import DIGEST, clock_time
from wangdian.entrypoints.forms.inputs import day, moment, text


class QuietForm(forms.Form):
    """One's own quiet hours, or the hour of one's digest."""

    quiet_from = clock_time(_("Quiet from"), _("Mail that is not critical waits, and comes as one letter afterwards."))
    quiet_until = clock_time(_("Quiet until"), _("Leave both empty for none."))
    digest_at = clock_time(_("One digest a day at"), DIGEST)

    def verb(self, who: Actor) -> SetQuietHours:
        return SetQuietHours(who=who, **self.cleaned_data)


class LeaveForm(forms.Form):
    """One's own leave."""

    first_day = day(_("First day"))
    last_day = day(_("Last day"))
    deputy = text(
        _("Deputy (login name)"), 60, required=False,
        help_text=_("Reads your news of work meanwhile. Without one it goes to the next above."),
    )

    def verb(self, who: Actor) -> TakeLeave:
        return TakeLeave(who=who, **self.cleaned_data)


class DutyForm(forms.Form):
    """A turn in a unit's roster; also a row of the duty spreadsheet."""

    unit_code = text(_("Unit (code)"), 20)
    login = text(_("Login name"), 60)
    starts_at = moment(_("From"))
    ends_at = moment(_("Until"))

    def verb(self, who: Actor) -> PutOnDuty:
        return PutOnDuty(who=who, **self.cleaned_data)
