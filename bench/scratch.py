"""Makes and drops the scratch copy of a PostgreSQL bank: `python -m bench.scratch begin|end`."""

import os
import sys

import psycopg
from psycopg import sql

NAME = sql.Identifier("scratch")


def main(act: str) -> None:
    """The database of the bank is the template: nobody may be connected to it while it is copied."""
    url = os.environ["WANGDIAN_DATABASE_URL"]
    base, _slash, bank = url.rpartition("/")
    with psycopg.connect(f"{base}/template1", autocommit=True) as there:
        there.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(NAME))
        if act == "begin":
            copied = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
            there.execute(sql.SQL(copied).format(NAME, sql.Identifier(bank)))


if __name__ == "__main__":
    main(sys.argv[1])
