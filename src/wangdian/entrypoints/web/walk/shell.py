"""The walk's page, its service worker and its manifest: what starts without a network."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wangdian.domain.rights import Right
from wangdian.entrypoints.web.request import Request

BUILT = settings.ROOT / "build/static"
FOLDERS = ("walk", "frame")
KEPT = {".js", ".css", ".svg", ".png", ".woff2"}
WORKER = "sw.js"
PAGE = Path(__file__).parent / "shell.html"


@require_GET
def shell(request: Request) -> HttpResponse:
    """The program; a tag leads to it for those who walk, and for others to the card of what it stands on."""
    tag = request.GET.get("tag", "")
    if tag and not request.actor.may_somewhere(Right.WALK):
        return redirect("tag", tag)
    return render(request, "walk/shell.html")


@require_GET
def fault(request: Request) -> HttpResponse:
    """Where the menu of a desk leads whoever reports a fault."""
    return redirect(f"{reverse('walk')}#/fault")


@login_not_required
@require_GET
@never_cache
def worker(request: Request) -> HttpResponse:
    """The built worker behind a line that names what it must keep; that line changes with any of the files."""
    files = {name: (BUILT / name).read_bytes() for name in _names()}
    files["walk/shell.html"] = PAGE.read_bytes()
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(name.encode() + hashlib.sha256(data).digest())
    addresses = [reverse("walk"), reverse("walk.manifest"), *(static(n) for n in files if n != "walk/shell.html")]
    told = json.dumps({"version": digest.hexdigest()[:16], "files": addresses})
    return HttpResponse(
        f"self.SHELL = {told};\n".encode() + _built(WORKER), content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": reverse("walk")},
    )


@login_not_required
@require_GET
def manifest(request: Request) -> HttpResponse:
    return HttpResponse(_built("manifest.webmanifest"), content_type="application/manifest+json")


def _names() -> Iterator[str]:
    for folder in FOLDERS:
        for file in sorted((BUILT / folder).glob("*")):
            if file.suffix in KEPT and file.name != WORKER:
                yield f"{folder}/{file.name}"


def _built(name: str) -> bytes:
    file = BUILT / "walk" / name
    if not file.is_file():
        raise Http404(name)
    return file.read_bytes()
