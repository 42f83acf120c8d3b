"""The forms of channels: robots and webhooks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.actions.change_channel import ChangeChannel
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, text
from wangdian.entrypoints.web.channel_words import FACTS, NEWS, ROBOTS


def clock_time(label: Any, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, help_text=help_text, widget=widget)


DIGEST = _("Instead of quiet hours. What is urgent, late or cannot be delivered still comes at once.")


def hidden_text(label: Any, help_text: Any, longest: int) -> forms.CharField:
    """Typed in and never shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, help_text=help_text, max_length=longest, widget=widget)


class ChannelChangeForm(forms.Form):
    """Changes a channel; `topics` are those of its kind."""

    title = text(_("Name"), 60, help_text=_("Such as the name of the group."))
    topics = forms.MultipleChoiceField(label=_("Is told of"), widget=forms.CheckboxSelectMultiple)
    quiet_from = clock_time(_("Quiet from"), _("What is not critical waits until the end, in one message."))
    quiet_until = clock_time(_("Quiet until"))
    digest_at = clock_time(_("One digest a day at"), DIGEST)
    address = hidden_text(_("Address"), _("Left empty, the address stays as it is. It is never shown."), 1000)
    secret = hidden_text(_("Secret"), _("Left empty, the secret stays as it is. It is never shown."), 200)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"] = forms.MultipleChoiceField(
            label=_("Is told of"), widget=forms.CheckboxSelectMultiple,
            choices=list((FACTS if kind == "webhook" else NEWS).items()),
        )
        if kind == "webhook":
            del self.fields["quiet_from"], self.fields["quiet_until"], self.fields["digest_at"]

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "topics": tuple(self.cleaned_data["topics"])}

    def change(self, who: Actor, channel_id: int) -> ChangeChannel:
        return ChangeChannel(who=who, channel_id=channel_id, **self.given())


class RobotForm(ChannelChangeForm):
    """Makes the channel of a group's robot."""

    kind = choice(_("Kind"), ROBOTS)
    unit_code = text(_("Belongs to (code)"), 20, help_text=_("It is told what happens there and below."))
    field_order = [
        "kind", "unit_code", "title", "address", "secret", "topics", "quiet_from", "quiet_until", "digest_at",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("robot", *args, **kwargs)
        self.fields["address"].required = True
        self.fields["address"].help_text = _("The whole address that the group's settings show for the robot.")
        self.fields["secret"].help_text = _("With DingTalk and Feishu, if the robot is guarded by signing.")
        self.order_fields(self.field_order)

    def verb(self, who: Actor) -> MakeChannel:
        return MakeChannel(who=who, **self.given())


class WebhookForm(ChannelChangeForm):
    """Makes the channel of a program."""

    unit_code = text(_("Belongs to (code)"), 20, help_text=_("It is told what happens there and below."))
    field_order = ["unit_code", "title", "address", "secret", "topics"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("webhook", *args, **kwargs)
        self.fields["address"].required = self.fields["secret"].required = True
        self.fields["address"].help_text = _("Where the program listens, at a site that the operator allows.")
        self.fields["secret"].help_text = _("At least 16 characters; every message is signed with it.")
        self.order_fields(self.field_order)

    def verb(self, who: Actor) -> MakeChannel:
        return MakeChannel(who=who, kind="webhook", **self.given())
