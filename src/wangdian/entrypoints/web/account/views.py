"""The own account: language, password, sessions and tokens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.people.account_queries import own_sessions, own_tokens
from wangdian.apps.people.actions.change_language import ChangeLanguage
from wangdian.apps.people.actions.revoke_sessions import RevokeOwnSessions
from wangdian.apps.people.actions.revoke_token import RevokeToken
from wangdian.apps.people.duty_queries import own_leaves, own_quiet_hours
from wangdian.apps.people.queries import person_card
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.people import PasswordForm, TokenForm
from wangdian.entrypoints.lists.people import roles_in_words
from wangdian.entrypoints.web.login.views import safe_next
from wangdian.entrypoints.web.request import Request


@require_GET
def account(request: Request) -> HttpResponse:
    person = person_card(request.actor, request.actor.id)
    words = {
        "person": person, "roles": roles_in_words(person), "languages": settings.LANGUAGES,
        "sessions": own_sessions(request.actor, request.session.session_key or ""),
        "tokens": own_tokens(request.actor), "quiet": own_quiet_hours(request.actor),
        "leaves": own_leaves(request.actor),
    }
    return render(request, "account/account.html", words)


@require_POST
def language(request: Request) -> HttpResponse:
    chosen = request.POST.get("language", "")
    ChangeLanguage(who=request.actor, language=chosen).do()
    with translation.override(chosen):
        messages.success(request, _("Wangdian speaks your language now."))
    return redirect(safe_next(request, "/account/"))


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Every wrong guess at the present password counts towards the lock-out of the login."""
    open_tokens = any(token.state == "open" for token in own_tokens(request.actor))
    form = PasswordForm(request.session.session_key or "", request.POST or None, has_tokens=open_tokens)
    if request.method == "POST" and form.is_valid():
        known = authenticate(request, username=request.user.get_username(), password=form.cleaned_data["old"])
        if known is None:
            form.add_error("old", _("This is not your password."))
        elif tried(form, lambda: form.verb(request.actor))[0]:
            known.refresh_from_db()
            update_session_auth_hash(request, known)
            messages.success(request, _("Your password is changed; every other login has ended."))
            return redirect("account")
    newcomer = getattr(request.user, "must_change_password", False)
    return render(request, "account/password.html", {"form": form, "newcomer": newcomer})


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    RevokeOwnSessions(who=request.actor, keep_session=request.session.session_key or "").do()
    messages.success(request, _("Every other login has ended."))
    return redirect("account")


@never_cache
@require_http_methods(["GET", "POST"])
def new_token(request: Request) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if request.method == "POST":
        done, secret = tried(form, lambda: form.verb(request.actor))
        if done:
            return render(request, "account/token.html", {"secret": secret})
    return render(request, "frame/form.html", {
        "form": form, "title": _("New token"), "submit": _("Make token"), "back": "../../",
    })


@require_POST
def revoke_token(request: Request, token_id: int) -> HttpResponse:
    RevokeToken(who=request.actor, token_id=token_id).do()
    messages.success(request, _("The token is revoked."))
    return redirect("account")
