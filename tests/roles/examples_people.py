"""Examples of the verbs of people."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.people.actions.add_person import AddPerson
from wangdian.apps.people.actions.add_unit import AddUnit
from wangdian.apps.people.actions.add_vendor import AddVendor
from wangdian.apps.people.actions.change_language import ChangeLanguage
from wangdian.apps.people.actions.change_own_password import ChangeOwnPassword
from wangdian.apps.people.actions.change_person import ChangePerson
from wangdian.apps.people.actions.change_unit import ChangeUnit
from wangdian.apps.people.actions.deactivate_person import DeactivatePerson
from wangdian.apps.people.actions.erase_person import ErasePerson
from wangdian.apps.people.actions.grant_role import GrantRole
from wangdian.apps.people.actions.make_token import MakeToken, digest_of
from wangdian.apps.people.actions.reactivate_person import ReactivatePerson
from wangdian.apps.people.actions.read_all_news import ReadAllNews
from wangdian.apps.people.actions.read_news import ReadNews
from wangdian.apps.people.actions.revoke_sessions import RevokeOwnSessions, RevokeSessions
from wangdian.apps.people.actions.revoke_token import RevokeToken
from wangdian.apps.people.actions.set_password import SetPassword
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.actions.withdraw_grant import WithdrawGrant
from wangdian.apps.people.models import ApiToken, News, Person, RoleGrant
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock

OLD, NEW = "plum-river-42", "quiet-lamp-77"
_numbers = count(1)


def colleague(where: Where) -> int:
    """A person with a role over the branch alone."""
    return AddPerson(
        who=SYSTEM, login=f"colleague-{next(_numbers)}", person_name="Test Colleague", role=Role.ENGINEER,
        unit_code=where.branch.code,
    ).do()


def on_colleague(verb: type[Verb], **more: object) -> Builder:
    """An example of a verb about one person, who is at home in the branch alone."""
    def build(cast: Cast, where: Where) -> Example:
        person = colleague(where)
        make: Callable[..., Verb] = verb
        return Example(at=where.branch.path, verb=lambda who: make(who=who, person_id=person, **more))
    return build


def add_unit(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path,
        verb=lambda who: AddUnit(
            who=who, parent_code=where.branch.code, kind="sub_branch", code="S900", name_zh="新分理处",
        ),
    )


def change_unit(cast: Cast, where: Where) -> Example:
    return Example(at=where.branch.path, verb=lambda who: ChangeUnit(who=who, code=where.branch.code, name_zh="新名"))


def add_vendor(cast: Cast, where: Where) -> Example:
    return Example(at=None, verb=lambda who: AddVendor(who=who, code="V900", title="Made-up Lifts"))


def add_person(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path,
        verb=lambda who: AddPerson(
            who=who, login="new-colleague", person_name="Test New", role="inspector", unit_code=where.branch.code,
        ),
    )


def reactivate_person(cast: Cast, where: Where) -> Example:
    person = colleague(where)
    DeactivatePerson(who=SYSTEM, person_id=person).do()
    return Example(at=where.branch.path, verb=lambda who: ReactivatePerson(who=who, person_id=person))


def grant_administrator(cast: Cast, where: Where) -> Example:
    """Whoever administers the branch may make another administrator of it, and nobody else may."""
    person = colleague(where)
    return Example(
        at=where.branch.path,
        verb=lambda who: GrantRole(who=who, person_id=person, role="administrator", unit_code=where.branch.code),
    )


def grant_beyond(cast: Cast, where: Where) -> Example:
    """A role over the whole bank is granted by those alone who administer the whole bank."""
    person = colleague(where)
    return Example(
        at=cast.root.path,
        verb=lambda who: GrantRole(who=who, person_id=person, role="inspector", unit_code=cast.root.code),
    )


def withdraw_grant(cast: Cast, where: Where) -> Example:
    grant = RoleGrant.objects.get(person_id=colleague(where))
    return Example(at=where.branch.path, verb=lambda who: WithdrawGrant(who=who, grant_id=grant.pk))


def set_password_of_one_with_rights_elsewhere(cast: Cast, where: Where) -> Example:
    """Who also has a role over the whole bank is beyond the administrator of a branch."""
    person = colleague(where)
    GrantRole(who=SYSTEM, person_id=person, role="head_office", unit_code=cast.root.code).do()
    return Example(at=cast.root.path, verb=lambda who: SetPassword(who=who, person_id=person))


def change_own_password(cast: Cast, where: Where) -> Example:
    for person in Person.objects.all():
        person.set_password(OLD)
        person.save(update_fields=["password"])
    return Example(at=None, verb=lambda who: ChangeOwnPassword(who=who, old=OLD, new=NEW))


def change_language(cast: Cast, where: Where) -> Example:
    return Example(at=None, verb=lambda who: ChangeLanguage(who=who, language="en"))


def make_token(cast: Cast, where: Where) -> Example:
    until = clock.today() + timedelta(days=30)
    return Example(at=None, verb=lambda who: MakeToken(who=who, title="export", until=until))


def owned(owner: Person, verb: Callable[[Actor], Verb]) -> Example:
    return Example(at=None, verb=verb, only=lambda who: who.id == owner.pk)


def revoke_token(cast: Cast, where: Where) -> Example:
    owner, now = cast.person(Role.ENGINEER), clock.now()
    token = ApiToken.objects.create(
        person=owner, name="t", digest=digest_of("t"), start="t", made_at=now, expires_at=now + timedelta(days=1),
    )
    return owned(owner, lambda who: RevokeToken(who=who, token_id=token.pk))


def read_news(cast: Cast, where: Where) -> Example:
    owner = cast.person(Role.VENDOR)
    tell([owner.pk], key="example", kind="people.welcome")
    news = News.objects.get(person=owner, key="example")
    return owned(owner, lambda who: ReadNews(who=who, news_id=news.pk))


def read_all_news(cast: Cast, where: Where) -> Example:
    tell(Person.objects.values_list("pk", flat=True), key="example", kind="people.welcome")
    return Example(at=None, verb=lambda who: ReadAllNews(who=who))


EXAMPLES: dict[str, Builder] = {
    "people.add_person": add_person,
    "people.add_unit": add_unit,
    "people.add_vendor": add_vendor,
    "people.change_language": change_language,
    "people.change_own_password": change_own_password,
    "people.change_person": on_colleague(ChangePerson, person_name="Test Renamed"),
    "people.change_unit": change_unit,
    "people.deactivate_person": on_colleague(DeactivatePerson),
    "people.erase_person": on_colleague(ErasePerson),
    "people.grant_role": grant_administrator,
    "people.grant_role#beyond": grant_beyond,
    "people.make_token": make_token,
    "people.reactivate_person": reactivate_person,
    "people.read_all_news": read_all_news,
    "people.read_news": read_news,
    "people.revoke_own_sessions": lambda cast, where: Example(at=None, verb=lambda who: RevokeOwnSessions(who=who)),
    "people.revoke_sessions": on_colleague(RevokeSessions),
    "people.revoke_token": revoke_token,
    "people.set_password": on_colleague(SetPassword),
    "people.set_password#rights_elsewhere": set_password_of_one_with_rights_elsewhere,
    "people.withdraw_grant": withdraw_grant,
}
