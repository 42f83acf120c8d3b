"""What becomes of each part of the XLSForm standard when a checklist is brought in: taken, done already, refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Fate(StrEnum):
    """Taken into a requirement; not needed, since a walk does it anyway; or refused, and then the whole file is."""

    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Feature:
    """What happens to a type, a column, a setting or a sheet, and why; only of what is refused a person is told."""

    fate: Fate
    why: Any


def _taken(why: Any) -> Feature:
    return Feature(Fate.TAKEN, why)


def _done(why: Any) -> Feature:
    return Feature(Fate.DONE, why)


def _refused(why: Any) -> Feature:
    return Feature(Fate.REFUSED, why)


_PLACE = _refused(_("A place on the map is no verdict: the outlet knows where it stands."))
_DAY = _refused(_("A day is kept with the thing it belongs to, and the calendar judges it."))
_MEDIA = _refused(_("A walk keeps photos alone, no sound, film or other file."))
_ELSEWHERE = _refused(_("Its choices lie in another file. Write them into the sheet “choices”."))
_LOGGED_IN = _done("A walk knows who walks it, when it began and when it ended.")
_SPYING = _refused(_("Wangdian does not record where somebody is or what their phone does."))
_REPEAT = _refused(_("A repeated group has no fixed things to speak of. Ask it of the kind of thing instead."))
_LOOKS = _done("Says how another program shows the question; a walk has its own way.")
_COMPUTED = _refused(_("What a form computes is not seen by a person. Ask for the figure itself."))
_OTHER_PROGRAM = _refused(_("Belongs to another program's server."))
_TEXT_MESSAGE = _refused(_("Belongs to sending by text message."))

TYPES: Mapping[str, Feature] = {
    "select_one": _taken("A question with a choice that says that it holds becomes a requirement; "
                           "one that is shown on failure becomes its reasons."),
    "integer": _taken("A figure with limits becomes a measured requirement."),
    "decimal": _taken("A figure with limits becomes a measured requirement."),
    "range": _taken("A figure with limits becomes a measured requirement."),
    "image": _taken("A photo belongs to the question that it is shown with."),
    "acknowledge": _taken("Becomes a requirement that holds once it was confirmed."),
    "begin_group": _taken("A group may say of which kind of thing its questions speak."),
    "end_group": _done("Ends a group."),
    "note": _done("Shows a text and asks nothing."),
    "text": _done("Every answer of a walk takes a note."),
    "start": _LOGGED_IN, "end": _LOGGED_IN, "today": _LOGGED_IN, "username": _LOGGED_IN,
    "select_multiple": _refused(_("An answer has one reason. Make a question of each, or use select_one.")),
    "rank": _refused(_("An order of preference is no verdict.")),
    "geopoint": _PLACE, "geotrace": _PLACE, "geoshape": _PLACE, "osm": _PLACE,
    "date": _DAY, "time": _DAY, "dateTime": _DAY,
    "audio": _MEDIA, "video": _MEDIA, "file": _MEDIA, "background-audio": _SPYING,
    "barcode": _refused(_("A walk scans the codes of places and things by itself; a code is no verdict.")),
    "calculate": _COMPUTED, "hidden": _COMPUTED,
    "begin_repeat": _REPEAT, "end_repeat": _REPEAT, "begin_loop": _REPEAT, "end_loop": _REPEAT,
    "select_one_from_file": _ELSEWHERE, "select_multiple_from_file": _ELSEWHERE, "select_one_external": _ELSEWHERE,
    "xml-external": _ELSEWHERE, "csv-external": _ELSEWHERE,
    "cascading_select": _refused(_("Choices that hang on other choices are not known here.")),
    "deviceid": _SPYING, "phonenumber": _SPYING, "simserial": _SPYING, "subscriberid": _SPYING, "email": _SPYING,
    "audit": _SPYING, "start-geopoint": _SPYING, "background-geopoint": _SPYING,
    "percentage": _refused(_("Write decimal, with its limits.")),
}
"""By the name of the type without its list."""

ALIASES: Mapping[str, str] = {
    "begin group": "begin_group", "end group": "end_group", "begin repeat": "begin_repeat",
    "end repeat": "end_repeat", "begin loop": "begin_loop", "end loop": "end_loop", "photo": "image",
    "trigger": "acknowledge", "int": "integer", "string": "text", "datetime": "dateTime",
    "cascading select": "cascading_select", "imei": "deviceid",
}
"""Other ways in which the standard writes the same type."""

COLUMNS: Mapping[str, Feature] = {
    "type": _taken("What the row is."),
    "name": _taken("Names it; a name such as OWN_07 gives its number."),
    "label": _taken("Becomes the title."),
    "hint": _taken("Becomes the instruction."),
    "guidance_hint": _taken("Is added to the instruction."),
    "relevant": _taken("Says to which answer a reason, a figure or a photo belongs; nothing else is understood."),
    "constraint": _taken("Limits of a figure become the limits of the requirement."),
    "constraint_message": _done("The walk says itself what the limits are."),
    "required": _done("What was not answered counts as unknown; a walk is never locked by it."),
    "required_message": _done("What was not answered counts as unknown; a walk is never locked by it."),
    "appearance": _LOOKS, "autoplay": _LOOKS, "rows": _LOOKS, "body": _LOOKS,
    "parameters": _done("The size of photos and the scale of a figure are the walk's own matter."),
    "disabled": _done("A row that is switched off is left out."),
    "default": _refused(_("An answer that stands before anybody looked is no evidence.")),
    "readonly": _refused(_("A question that nobody can answer is no question.")),
    "calculation": _COMPUTED, "trigger": _COMPUTED, "repeat_count": _REPEAT, "choice_filter": TYPES["cascading_select"],
    "image": _refused(_("How it should look is kept as a reference photo with the thing.")),
    "big-image": _refused(_("How it should look is kept as a reference photo with the thing.")),
    "media": _refused(_("Pictures, sound and film do not come along with a workbook.")),
    "audio": _MEDIA, "video": _MEDIA, "save_to": _OTHER_PROGRAM, "bind": _OTHER_PROGRAM, "instance": _OTHER_PROGRAM,
    "compact_tag": _TEXT_MESSAGE, "sms_field": _TEXT_MESSAGE, "sms_option": _TEXT_MESSAGE,
    "sms_separator": _TEXT_MESSAGE, "sms_allow_media": _TEXT_MESSAGE, "sms_date_format": _TEXT_MESSAGE,
    "sms_datetime_format": _TEXT_MESSAGE, "sms_response": _TEXT_MESSAGE,
    "no_app_error_string": _LOOKS, "intent": _OTHER_PROGRAM,
    "wangdian": _taken("Our own columns: key, subject, severity, photos, unit, min, max, optional, more."),
}
"""Columns of the sheet “survey”, without their language."""

COLUMN_ALIASES: Mapping[str, str] = {
    "caption": "label", "relevance": "relevant", "calculate": "calculation", "read_only": "readonly",
    "constraining_message": "constraint_message", "requiredmsg": "required_message", "count": "repeat_count",
    "jr:count": "repeat_count", "command": "type", "tag": "name", "value": "name", "control": "body",
    "noapperrorstring": "no_app_error_string",
}

CHOICE_COLUMNS: Mapping[str, Feature] = {
    "list_name": _taken("Names the list."),
    "list name": _taken("Names the list."),
    "name": _taken("Becomes the code of a reason."),
    "value": _taken("Becomes the code of a reason."),
    "label": _taken("Becomes the words of a reason."),
    "caption": _taken("Becomes the words of a reason."),
    "image": COLUMNS["media"], "big-image": COLUMNS["media"], "audio": _MEDIA, "video": _MEDIA,
    "media": COLUMNS["media"],
    "geometry": _PLACE,
}
"""Columns of the sheet “choices”; any other one is for choices that hang on other choices."""

SETTINGS: Mapping[str, Feature] = {
    "form_title": _taken("Becomes the title of the pack."),
    "form_id": _done("The file that is brought gets its own name."),
    "version": _taken("Becomes the edition of the pack."),
    "default_language": _done("A text without a language stands in both."),
    "style": _LOOKS, "instance_name": _LOOKS, "name": _LOOKS, "clean_text_values": _LOOKS,
    "allow_choice_duplicates": _refused(_("A code stands for one reason. Give each choice its own name.")),
    "public_key": _refused(_("What is sent here is read here: an encrypted form could not be.")),
    "submission_url": _OTHER_PROGRAM, "auto_send": _OTHER_PROGRAM, "auto_delete": _OTHER_PROGRAM,
    "client_editable": _OTHER_PROGRAM, "namespaces": _OTHER_PROGRAM, "attribute": _OTHER_PROGRAM,
    "instance_xmlns": _OTHER_PROGRAM, "sms_keyword": _TEXT_MESSAGE, "sms_separator": _TEXT_MESSAGE,
    "sms_allow_media": _TEXT_MESSAGE, "sms_date_format": _TEXT_MESSAGE, "sms_datetime_format": _TEXT_MESSAGE,
    "prefix": _TEXT_MESSAGE, "delimiter": _TEXT_MESSAGE,
}
SETTING_ALIASES: Mapping[str, str] = {"set_form_title": "form_title", "title": "form_title",
                                      "set_form_id": "form_id", "id_string": "form_id"}

SHEETS: Mapping[str, Feature] = {
    "survey": _taken("The questions."),
    "choices": _taken("Their choices."),
    "settings": _taken("Title and edition."),
    "external_choices": _ELSEWHERE,
    "entities": _OTHER_PROGRAM,
    "osm": _PLACE,
}
UNKNOWN = _refused(_("The XLSForm standard has nothing of this name that is known here."))
OTHERS = TYPES["cascading_select"]
