"""Channels: the list, one with what was sent through it, making, changing, trying, taking up again and stopping one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.apps.people.actions.resume_channel import ResumeChannel
from wangdian.apps.people.actions.stop_channel import StopChannel
from wangdian.apps.people.actions.try_channel import TryChannel
from wangdian.apps.people.channel_queries import channel_card
from wangdian.entrypoints.forms.channels import ChannelChangeForm, RobotForm, WebhookForm
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.places import offer_units
from wangdian.entrypoints.lists.channels import CHANNELS, SENDINGS, channels_listed, sendings_listed
from wangdian.entrypoints.web.channel_words import FACTS, KINDS, NEWS, STATES, answer_in_words
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request


@require_GET
def listed(request: Request) -> HttpResponse:
    stopped = request.GET.get("stopped") == "1"
    page = channels_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "channels/list.html", CHANNELS, page, {"stopped": stopped})


@require_GET
def card(request: Request, channel_id: int) -> HttpResponse:
    """While a try is on its way the page looks again by itself."""
    channel = channel_card(request.actor, channel_id)
    given = {"channel": str(channel_id)}
    given_up = request.GET.get("given_up", "")
    page = sendings_listed(request.actor, {**given, "given_up": given_up}, request.GET.get("after"))
    topics = {**NEWS, **FACTS}
    words = {
        "channel": channel, "kind": KINDS[channel.kind], "state": STATES[channel.state],
        "topics": [topics[topic] for topic in channel.topics if topic in topics],
        "answer": answer_in_words(channel.answer), "given_up": given_up == "1",
        "waits": any(one.kind == "try" and not one.tries for one in page.items),
    }
    return listed_page(request, "channels/card.html", SENDINGS, page, words, given)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new_robot(request: Request) -> HttpResponse:
    return _new(request, RobotForm(request.POST or None), _("New robot"))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new_webhook(request: Request) -> HttpResponse:
    return _new(request, WebhookForm(request.POST or None), _("New webhook"))


def _new(request: Request, form: RobotForm | WebhookForm, title: str) -> HttpResponse:
    guard_somewhere(request.actor, MakeChannel.right)
    offer_units(form, "unit_code", request.actor, _("Belongs to"))
    if request.method == "POST":
        done, channel_id = tried(form, lambda: form.verb(request.actor))
        if done:
            messages.success(request, _("The channel is there. Send a try to see whether it works."))
            return redirect("channels.card", channel_id)
    words = {"form": form, "title": title, "submit": _("Make channel"), "back": "../../"}
    return render(request, "frame/form.html", words)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change(request: Request, channel_id: int) -> HttpResponse:
    channel = channel_card(request.actor, channel_id)
    initial = {
        "title": channel.title, "topics": list(channel.topics), "quiet_from": channel.quiet_from,
        "quiet_until": channel.quiet_until, "digest_at": channel.digest_at,
    }
    form = ChannelChangeForm(channel.kind, request.POST or None, initial=initial)
    if request.method == "POST" and tried(form, lambda: form.change(request.actor, channel_id))[0]:
        messages.success(request, _("Saved."))
        return redirect("channels.card", channel_id)
    return render(request, "frame/form.html", {"form": form, "title": _("Change channel"), "submit": _("Save")})


@require_POST
def stop(request: Request, channel_id: int) -> HttpResponse:
    StopChannel(who=request.actor, channel_id=channel_id).do()
    messages.success(request, _("Stopped. Its address and secret are forgotten."))
    return redirect("channels.list")


@require_POST
def resume(request: Request, channel_id: int) -> HttpResponse:
    ResumeChannel(who=request.actor, channel_id=channel_id).do()
    messages.success(request, _("Taken up again. What waited goes out now."))
    return redirect("channels.card", channel_id)


@require_POST
def send_try(request: Request, channel_id: int) -> HttpResponse:
    TryChannel(who=request.actor, channel_id=channel_id).do()
    messages.success(request, _("The try is on its way. Its answer appears below."))
    return redirect("channels.card", channel_id)
