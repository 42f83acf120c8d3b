"""Login: a name and a password; after too many tries the door stays shut for a while."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from wangdian.apps.people.actions.begin_session import begin_session
from wangdian.apps.people.sessions import BEGAN, SEEN
from wangdian.entrypoints.web.words import ROLES
from wangdian.foundation import clock


class LoginForm(AuthenticationForm):
    """Django's form, with our word for the name."""

    username = UsernameField(label=_("Login name"), widget=forms.TextInput(attrs={"autofocus": True}))

    def clean_username(self) -> str:
        """Login names have small letters alone: a phone's keyboard begins with a large one, and means the same.

        The lock-out counts by what is passed on from here, so that writing a name in many ways wins no more tries.
        """
        typed: str = self.cleaned_data["username"]
        return typed.lower()


@method_decorator(login_not_required, name="dispatch")
class Login(LoginView):
    """Django's own login with our page; the session gets a new key, its moment, and its place among the person's."""

    form_class = LoginForm
    template_name = "login/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        session = self.request.session
        session[BEGAN] = session[SEEN] = int(clock.now().timestamp())
        session.save()
        begin_session(form.get_user().pk, session.session_key or "")
        return response

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        return super().get_context_data(demo_logins=demo_logins(), **words)


def demo_logins() -> list[dict[str, Any]]:
    """In the demo alone: the logins that its seeding wrote, a row a role (login, password, role)."""
    file = settings.VAR / "demo-logins.json"
    if not settings.DEMO or not file.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return [row | {"role_name": ROLES.get(row["role"], row["role"])} for row in rows]


@login_not_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Sets the language of this browser for those who are not logged in."""
    response = redirect(safe_next(request, settings.LOGIN_URL))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """The path that a form wants to go on to, if it is one of this site."""
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else otherwise


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """What axes shows while an account and address are shut out."""
    return render(request, "login/locked.html", status=429)
