"""The forms of people, units, vendors and the own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.actions.add_person import AddPerson
from wangdian.apps.people.actions.add_unit import AddUnit
from wangdian.apps.people.actions.add_vendor import AddVendor
from wangdian.apps.people.actions.change_own_password import ChangeOwnPassword
from wangdian.apps.people.actions.change_person import ChangePerson
from wangdian.apps.people.actions.change_unit import ChangeUnit
from wangdian.apps.people.actions.grant_role import GrantRole
from wangdian.apps.people.actions.make_token import LONGEST, MakeToken
from wangdian.domain.rights import Actor
from wangdian.entrypoints.web.words import ROLES, UNIT_KINDS
from wangdian.foundation import clock

DAY = {"type": "date"}


class DetailsForm(forms.Form):
    """A person's name, phone, mail and language."""

    person_name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("Mail"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or settings.LANGUAGE_CODE


class PersonForm(DetailsForm):
    """Opens an account; also a row of the people spreadsheet."""

    login = forms.CharField(
        label=_("Login name"), max_length=60, help_text=_("Small letters, digits, dots, dashes."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()))
    unit_code = forms.CharField(
        label=_("Over the unit (code)"), max_length=20, help_text=_("The role holds there and in everything below."),
    )
    vendor_code = forms.CharField(label=_("Works for the vendor (code)"), max_length=20, required=False)
    field_order = ["login", "person_name", "role", "unit_code", "vendor_code", "phone", "email", "language"]

    def verb(self, who: Actor) -> AddPerson:
        return AddPerson(who=who, **self.cleaned_data)


class PersonChangeForm(DetailsForm):
    """Changes the details of the person with `person_id`."""

    def __init__(self, person_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person_id = person_id

    def verb(self, who: Actor) -> ChangePerson:
        return ChangePerson(who=who, person_id=self.person_id, **self.cleaned_data)


class GrantForm(forms.Form):
    """Grants a role to the person with `person_id`."""

    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()))
    unit_code = forms.CharField(
        label=_("Over the unit (code)"), max_length=20, help_text=_("The role holds there and in everything below."),
    )
    until = forms.DateField(label=_("Until (last day)"), required=False, widget=forms.DateInput(attrs=DAY))

    def __init__(self, person_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person_id = person_id

    def verb(self, who: Actor) -> GrantRole:
        return GrantRole(who=who, person_id=self.person_id, **self.cleaned_data)


class VendorForm(forms.Form):
    """Adds a vendor; also a row of the vendors spreadsheet."""

    code = forms.CharField(label=_("Code"), max_length=20)
    title = forms.CharField(label=_("Name"), max_length=120)

    def verb(self, who: Actor) -> AddVendor:
        return AddVendor(who=who, **self.cleaned_data)


class UnitForm(forms.Form):
    """Adds a branch or sub-branch; also a row of the organisation spreadsheet."""

    parent_code = forms.CharField(label=_("Belongs to (code)"), max_length=20)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(k, UNIT_KINDS[k]) for k in ("branch", "sub_branch")])
    code = forms.CharField(label=_("Code"), max_length=20)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)

    def verb(self, who: Actor) -> AddUnit:
        return AddUnit(who=who, **self.cleaned_data)


class UnitChangeForm(forms.Form):
    """Renames the unit with `code`."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)

    def __init__(self, code: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def verb(self, who: Actor) -> ChangeUnit:
        return ChangeUnit(who=who, code=self.code, **self.cleaned_data)


def _password(label: Any, complete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, max_length=256, strip=False, widget=widget)


class PasswordForm(forms.Form):
    """Changes the own password; the session named by `keep_session` stays."""

    old = _password(_("Present password"), "current-password")
    new = _password(_("New password"), "new-password")
    again = _password(_("New password again"), "new-password")
    end_tokens = forms.BooleanField(
        label=_("End my tokens for programs too"), initial=True, required=False,
        help_text=_("Untick it only if nobody else can know the old password."),
    )

    def __init__(self, keep_session: str, *args: Any, has_tokens: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep_session = keep_session
        if not has_tokens:
            del self.fields["end_tokens"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "new" in given and "again" in given and given["new"] != given["again"]:
            self.add_error("again", str(_("The two new passwords differ.")))
        return given

    def verb(self, who: Actor) -> ChangeOwnPassword:
        given = self.cleaned_data
        return ChangeOwnPassword(
            who=who, old=given["old"], new=given["new"], keep_session=self.keep_session,
            keep_tokens=not given.get("end_tokens", True),
        )


class TokenForm(forms.Form):
    """Makes a token of one's own."""

    title = forms.CharField(label=_("What for"), max_length=60)
    until = forms.DateField(
        label=_("Until (last day)"), widget=forms.DateInput(attrs=DAY), help_text=_("At most a year from now."),
    )
    may_change = forms.BooleanField(label=_("May change things, not only read"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}

    def verb(self, who: Actor) -> MakeToken:
        given = self.cleaned_data
        return MakeToken(who=who, title=given["title"], until=given["until"], read_only=not given["may_change"])
