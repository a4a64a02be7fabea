"""What the scripts that ask another engine share.

The file named by the first argument has one JSON object a line: {"load": [SQL], "queries": [SQL]}, one for each book.
For each query one JSON line is printed, in order: {"rows": [[cell]]} or {"error": text}. Every known cell is a text:
dates are days and times microseconds since 1970, sets are JSON lists; a missing cell is null.
"""

import datetime
import json
import multiprocessing
import os
import sys

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


def answers(queries, rows_of):
    """One line of JSON for each query; `rows_of` asks for its rows."""
    found = []
    for query in queries:
        try:
            answer = {"rows": [[cell(value) for value in row] for row in rows_of(query)]}
        except Exception as error:
            answer = {"error": str(error)}
        found.append(json.dumps(answer))
    return found


def run(answer_book, workers=os.cpu_count() or 1):
    """Prints what `answer_book` gives for each line of the file, with its number."""
    with open(sys.argv[1], encoding="utf-8") as file:
        books = list(enumerate(file))
    # Workers are started afresh: a copy of a process that has used an engine may hold locks that nobody opens.
    context = multiprocessing.get_context("spawn")
    workers = min(len(books), workers)
    if workers == 1:
        for line in (answer for book in books for answer in answer_book(book)):
            print(line)
        return
    with context.Pool(workers) as pool:
        for lines in pool.imap(answer_book, books):
            for line in lines:
                print(line)
