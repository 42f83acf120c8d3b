"""`wangdian init` and `wangdian audit` as one types them."""

import json

from tests.entrypoints.cli.place import Place


def test_a_bank_is_opened_once(bank: Place) -> None:
    before = bank.tables()
    assert len(before["people_person"]) == 1
    again = bank.run(
        "init", "--name", "另一家", "--login", "other", "--person", "Test", "--password-stdin", stdin="plum-river-42",
        fails=True,
    )
    assert "There is a bank already." in again.stderr
    assert "Traceback" not in again.stderr
    assert bank.tables() == before


def test_what_is_wrong_is_named_field_by_field(elsewhere: Place) -> None:
    done = elsewhere.run(
        "init", "--name", "青禾", "--login", "No Login", "--person", "Test", "--password-stdin", stdin="x", fails=True,
    )
    assert "login:" in done.stderr
    assert "new:" in done.stderr


def test_the_chain_is_verified_against_an_anchor(bank: Place) -> None:
    anchor = bank.folder / "anchor.json"
    anchor.write_text(bank.run("audit", "anchor").stdout)
    assert json.loads(bank.run("audit", "verify", "--anchor", str(anchor), "--json").stdout)["whole"] is True
    known = json.loads(anchor.read_text())
    anchor.write_text(json.dumps(known | {"seq": known["seq"] + 5}))
    cut = bank.run("audit", "verify", "--anchor", str(anchor), fails=True)
    assert "cut off" in cut.stdout
    anchor.write_text("not an anchor")
    assert "does not hold an anchor" in bank.run("audit", "verify", "--anchor", str(anchor), fails=True).stderr
