"""`wangdian catalogue`: checks the packs with all their samples, shows what of the source they carry, loads them."""

import json
import sys
from dataclasses import asdict
from importlib import import_module
from itertools import groupby
from pkgutil import walk_packages
from typing import NoReturn

import click
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangdian import apps
from wangdian.apps.findings.actions.apply import apply_everywhere, outlets_there
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.files import read_files, shipped_files
from wangdian.domain.coverage import CoverageReport, State, review
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.packs import Catalogue
from wangdian.domain.rights import SYSTEM
from wangdian.domain.verbs import VERBS
from wangdian.entrypoints.cli.bank import needs_bank


@click.group()
def command() -> None:
    """The standards by which outlets are judged."""


@command.command()
def check() -> None:
    """Reads every pack and plays every sample; names every problem."""
    catalogue = _read()
    requirements = catalogue.requirements.values()
    samples = sum(len(one.samples) for one in requirements)
    counts = {"packs": len(catalogue.packs), "requirements": len(requirements), "samples": samples}
    click.echo(_("%(packs)s packs, %(requirements)s requirements, %(samples)s samples: all agree.") % counts)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def coverage(as_json: bool) -> None:
    """Shows which phrase of the source is carried by what, and what is still pending."""
    report = review(_read().coverage, names_that_exist())
    if as_json:
        click.echo(json.dumps(_plain(report), ensure_ascii=False, indent=1))
    else:
        _print(report)
    if not report.is_sound:
        sys.exit(1)


@command.command()
@needs_bank
def load() -> None:
    """Takes the packs over, and works out to which outlets they apply."""
    try:
        loaded = LoadPacks(who=SYSTEM).do()
    except PackRefused as refused:
        _tell(refused)
    counts = {"added": len(loaded.added), "changed": len(loaded.changed), "gone": len(loaded.gone)}
    click.echo(_("%(added)s new, %(changed)s changed, %(gone)s no longer in force.") % counts)
    if loaded.keys:
        with click.progressbar(length=outlets_there(), label=_("Outlets")) as bar:
            apply_everywhere(loaded.keys, bar.update)


def names_that_exist() -> dict[str, set[str]]:
    """Every name that may carry a phrase: requirements, verbs, screens (by the name of their address), reports."""
    for module in walk_packages(apps.__path__, f"{apps.__name__}."):
        if ".actions." in module.name:
            import_module(module.name)
    screens = set(_addresses(get_resolver()))
    return {
        "requirement": set(read_files(shipped_files()).requirements),
        "verb": set(VERBS),
        "screen": screens,
        "report": {name for name in screens if name.startswith(("scores", "reports"))},
    }


def _addresses(resolver: URLResolver) -> list[str]:
    found: list[str] = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += _addresses(entry)
        elif isinstance(entry, URLPattern) and entry.name:
            found.append(entry.name)
    return found


def _read() -> Catalogue:
    try:
        return read_files(shipped_files())
    except PackRefused as refused:
        _tell(refused)


def _tell(refused: PackRefused) -> NoReturn:
    """Every problem on a line of its own, then the end."""
    click.echo(str(refused), err=True)
    count = len(refused.problems)
    told = ngettext("%(n)s problem, and nothing is loaded.", "%(n)s problems, and nothing is loaded.", count)
    click.echo(told % {"n": count}, err=True)
    sys.exit(1)


def _plain(report: CoverageReport) -> dict[str, object]:
    texts = sorted({row.text for row in report.rows})
    return {
        "sound": report.is_sound,
        "counts": {str(state): n for state, n in report.counts().items()},
        "texts": {n: {str(state): count for state, count in report.counts(n).items()} for n in texts},
        "missing": report.missing,
        "unknown": report.unknown,
        "phrases": [asdict(row) for row in report.rows],
    }


def _print(report: CoverageReport) -> None:
    marks = {State.CARRIED: "✓", State.CONTEXT: "·", State.PENDING: "…"}
    for text, rows in groupby(report.rows, key=lambda row: row.text):
        click.echo(_("Text %(number)s") % {"number": text})
        for row in rows:
            what = ", ".join(row.carried_by) or row.context or _("pending")
            click.echo(f"  {marks[row.state]} {row.phrase}  {row.zh}  — {what}")
        counts = report.counts(text)
        told = {"carried": counts[State.CARRIED], "context": counts[State.CONTEXT], "pending": counts[State.PENDING]}
        click.echo(_("  %(carried)s carried, %(context)s context, %(pending)s pending") % told)
    for name in report.unknown:
        click.echo(_("There is no %(name)s.") % {"name": name}, err=True)
    for phrase in report.missing:
        click.echo(_("The phrase %(phrase)s is missing.") % {"phrase": phrase}, err=True)
