"""Answers SQL with DuckDB, for PeerTests.swift.

The file named by the first argument has one JSON object a line: {"load": [SQL], "queries": [SQL]}, one for each book.
For each query one JSON line is printed, in order: {"rows": [[cell]]} or {"error": text}. Every known cell is a text:
dates are days and times microseconds since 1970, sets are JSON lists; a missing cell is null.
"""

import datetime
import json
import multiprocessing
import os
import sys

import duckdb

EPOCH = datetime.datetime(1970, 1, 1)


def cell(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return str((value - EPOCH) // datetime.timedelta(microseconds=1))
    if isinstance(value, datetime.date):
        return str(value.toordinal() - EPOCH.toordinal())
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return json.dumps(value)
    return str(value)


def answers(line):
    book = json.loads(line)
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    # A slow query would draw its progress among the answers.
    connection.execute("SET enable_progress_bar = false")
    for statement in book["load"]:
        connection.execute(statement)
    found = []
    for query in book["queries"]:
        try:
            rows = connection.execute(query).fetchall()
            answer = {"rows": [[cell(value) for value in row] for row in rows]}
        except Exception as error:
            answer = {"error": str(error)}
        found.append(json.dumps(answer))
    connection.close()
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        books = list(file)
    # Workers are started afresh: a copy of a process that has used DuckDB may hold locks that nobody opens.
    context = multiprocessing.get_context("spawn")
    workers = min(len(books), os.cpu_count() or 1)
    if workers == 1:
        for line in (answer for book in books for answer in answers(book)):
            print(line)
        return
    with context.Pool(workers) as pool:
        for lines in pool.imap(answers, books):
            for line in lines:
                print(line)


if __name__ == "__main__":
    main()
