"""The inputs that forms share: days, moments, choices with a word for none."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wangdian.entrypoints.lists.listing import Text
from wangdian.foundation.calendar import parse_spans
from wangdian.foundation.errors import Invalid

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
MOMENT_FORMATS = (
    "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
)


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=DAY_FORMATS,
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1900-01-01", "max": "2199-12-31"}),
    )


def moment(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, input_formats=MOMENT_FORMATS,
        validators=[
            MinValueValidator(datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC)),
            MaxValueValidator(datetime(LAST_DAY.year, 12, 1, tzinfo=UTC)),
        ],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )


def choice(label: Any, words: Mapping[str, Text], *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """A list of `words`; where it may stay open, its first line is a dash."""
    choices: list[tuple[str, Any]] = [] if required else [("", "—")]
    return forms.ChoiceField(
        label=label, required=required, help_text=help_text, choices=[*choices, *words.items()],
    )


def text(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, help_text=help_text)


class PartsField(forms.MultipleChoiceField):
    """Some of `words`, none for all; a spreadsheet writes them with commas, as codes or words."""

    def __init__(self, words: Mapping[str, Text], label: Any, help_text: Any) -> None:
        super().__init__(
            label=label, required=False, choices=list(words.items()), widget=forms.CheckboxSelectMultiple,
            help_text=help_text,
        )
        self._words = words

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, str):
            spoken: dict[str, str] = {}
            for language in ("zh-hans", "en"):
                with translation.override(language):
                    spoken |= {str(word): code for code, word in self._words.items()}
            return [spoken.get(part, part) for part in parts_of(value)]
        return list(super().to_python(value))

    def clean(self, value: Any) -> tuple[str, ...]:
        chosen: list[str] = super().clean(value)
        return tuple(sorted(chosen))


def parts_of(text: str) -> list[str]:
    """What stands between commas, as they are written in either language."""
    parts = text.replace("，", ",").replace("、", ",").replace(";", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


class SpansField(forms.CharField):
    """Opening spans as people write them, such as 09:00-12:00, 13:30-17:00; nothing or 休息 is closed."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label, max_length=120, required=False,
            widget=forms.TextInput(attrs={"placeholder": "09:00-12:00, 13:30-17:00", "inputmode": "text"}),
        )

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            parse_spans(typed)
        except Invalid as error:
            raise forms.ValidationError([str(_(problem.why)) for problem in error.problems]) from error
        return typed


SPANS: dict[str, Text] = {"1": _("minutes"), "60": _("hours"), "1440": _("days")}
"""The units of a span of time, by their minutes."""


class SpanWidget(forms.MultiWidget):
    """A number and its unit, shown in the largest unit that keeps it whole."""

    def __init__(self) -> None:
        super().__init__({"": forms.NumberInput(attrs={"min": "1"}), "unit": forms.Select(choices=list(SPANS.items()))})

    def decompress(self, value: int | None) -> list[int | str | None]:
        if value is None:
            return [None, "60"]
        unit = max(int(minutes) for minutes in SPANS if value % int(minutes) == 0)
        return [value // unit, str(unit)]


class SpanField(forms.MultiValueField):
    """A span of time, in minutes."""

    def __init__(self, label: Any, longest: int) -> None:
        units = forms.ChoiceField(choices=list(SPANS.items()))
        super().__init__(
            (forms.IntegerField(min_value=1), units), label=label, widget=SpanWidget(),
            validators=[MaxValueValidator(longest)],
        )

    def compress(self, data_list: list[Any]) -> int | None:
        return int(data_list[0]) * int(data_list[1]) if data_list else None
