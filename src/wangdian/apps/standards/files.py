"""The text of the catalogue: the files that Wangdian brings along, overlaid by those that the bank brought itself."""

from functools import lru_cache

from django.conf import settings

from wangdian.apps.standards.models import OwnFile
from wangdian.domain.pack_problems import PackProblem, PackRefused
from wangdian.domain.packs import Catalogue, parse_catalogue

Files = dict[str, str]


def shipped_files() -> Files:
    """Text by file name of every YAML file under settings.CATALOGUE; raises PackRefused if one is not UTF-8."""
    found: Files = {}
    problems = []
    for file in sorted(settings.CATALOGUE.glob("*.yaml")):
        try:
            found[file.name] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(PackProblem(file.name, 0, "", "", "this is not UTF-8 text"))
    if problems:
        raise PackRefused(problems)
    return found


def all_files() -> Files:
    """The shipped files with the bank's own in place of, or beside, them."""
    own = OwnFile.objects.values_list("name", "text")
    return shipped_files() | dict(own)


def read_files(files: Files) -> Catalogue:
    """The catalogue in these files, every sample run; raises PackRefused with all problems of all files."""
    return _read(tuple(sorted(files.items())))


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[str, str], ...]) -> Catalogue:
    """Kept, since the same text gives the same catalogue, and reading it takes a second."""
    return parse_catalogue(dict(files))
