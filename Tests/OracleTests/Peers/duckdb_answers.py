"""Answers SQL with DuckDB, for PeerTests.swift: `peer_answers.py` says how."""

import json

import duckdb

import peer_answers


def answer_book(numbered):
    book = json.loads(numbered[1])
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    # A slow query would draw its progress among the answers.
    connection.execute("SET enable_progress_bar = false")
    for statement in book["load"]:
        connection.execute(statement)
    found = peer_answers.answers(book["queries"], lambda query: connection.execute(query).fetchall())
    connection.close()
    return found


if __name__ == "__main__":
    peer_answers.run(answer_book)
