"""Reads SQL that is for Spark with sqlglot, for SparkTests.swift.

The file named by the first argument has one JSON list of statements. For each that is no SQL of Spark, its number and what
is wrong are printed.
"""

import json
import sys

import sqlglot

with open(sys.argv[1], encoding="utf-8") as file:
    statements = json.load(file)
for number, statement in enumerate(statements):
    try:
        sqlglot.parse_one(statement, read="spark", error_level=sqlglot.ErrorLevel.RAISE)
    except Exception as error:
        print(number, " ".join(str(error).split()))
