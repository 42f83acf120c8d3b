"""Examples of the API operations of questions about photos."""

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_twins import here
from wangdian.domain.rights import Right


def list_questions(cast: Cast, where: Where) -> Ask:
    return Ask("/photo-questions", Right.RECHECK, where.unit.path, shows=f'"id": {here(where)},')


def read_question(cast: Cast, where: Where) -> Ask:
    return Ask(f"/photo-questions/{here(where)}", Right.RECHECK, where.unit.path)


def decide_question(cast: Cast, where: Where) -> Ask:
    return Ask(f"/photo-questions/{here(where)}/decide", Right.RECHECK, where.unit.path, body={"says": "same"})


REQUESTS: dict[str, AskBuilder] = {
    "GET /photo-questions": list_questions,
    "GET /photo-questions/{question_id}": read_question,
    "POST /photo-questions/{question_id}/decide": decide_question,
}
