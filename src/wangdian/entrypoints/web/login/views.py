"""Login: a name and a password; after too many tries the door stays shut for a while."""

from typing import Any

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Login(LoginView):
    """Django's own login with our page."""

    template_name = "login/login.html"
    redirect_authenticated_user = True


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """What axes shows while an account and address are shut out."""
    return render(request, "login/locked.html", status=429)
