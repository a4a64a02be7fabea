"""Answers SQL with Spark, for PeerTests.swift: `peer_answers.py` says how.

Spark and the Java it needs are too large to be installed for every test run: it is asked where the Python has pyspark.
With `--check` it is only looked whether it could run; the exit status tells.
"""

import json
import shutil
import sys

import peer_answers

try:
    from pyspark.sql import SparkSession
except ImportError:
    SparkSession = None


def session():
    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.sql.adaptive.enabled": "false",
        "spark.sql.session.timeZone": "Asia/Jakarta", "spark.sql.codegen.wholeStage": "false",
        "spark.driver.memory": "3g", "spark.log.level": "OFF",
    }
    builder = SparkSession.builder.master("local[2]").appName("kenal")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def answer_book(numbered):
    book = json.loads(numbered[1])
    spark = session()
    for statement in book["load"]:
        spark.sql(statement)
    return peer_answers.answers(book["queries"], lambda query: spark.sql(query).collect())


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        sys.exit(0 if SparkSession and shutil.which("java") else 1)
    peer_answers.run(answer_book, workers=1)
