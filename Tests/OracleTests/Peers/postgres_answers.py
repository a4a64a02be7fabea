"""Answers SQL with PostgreSQL, for PeerTests.swift: `peer_answers.py` says how.

The server is one of its own: its files lie in a temporary folder, it listens on a socket there and on no network, and it
ends with this script. With `--check` it is only looked whether it could run; the exit status tells.
"""

import glob
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile

import peer_answers

try:
    import psycopg
except ImportError:
    psycopg = None

NAME = "kenal"
SOCKET = "KENAL_TEST_POSTGRES_SOCKET"


def programs():
    """The folder of the newest PostgreSQL's programs; None where there is none."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb") + glob.glob("/usr/pgsql-*/bin/initdb")
    found.sort(key=lambda path: [int(part) for part in path.replace("-", "/").split("/") if part.isdigit()])
    path = found[-1] if found else shutil.which("initdb")
    return os.path.dirname(os.path.realpath(path)) if path else None


def other_user():
    """PostgreSQL refuses to run as root: the options that run it as somebody else."""
    if os.geteuid() != 0:
        return {}, None
    for name in ["postgres", "nobody"]:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}, user
    raise SystemExit("there is no user but root that PostgreSQL could run as")


class Server:
    """A cluster in a temporary folder, from `with` to its end."""

    def __enter__(self):
        self.bin = programs()
        self.options, user = other_user()
        # The path of a socket may be no longer than about 100 bytes.
        self.folder = tempfile.mkdtemp(prefix="kenal-pg-", dir="/tmp")
        if user:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        os.chmod(self.folder, 0o755)
        self.data = os.path.join(self.folder, "data")
        self.run(
            "initdb", "-D", self.data, "-U", NAME, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )
        settings = {
            "listen_addresses": "", "unix_socket_directories": self.folder, "fsync": "off", "jit": "off",
            "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off", "timezone": "Asia/Jakarta",
        }
        given = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self.run("pg_ctl", "-D", self.data, "-l", os.path.join(self.folder, "log"), "-w", "-o", given, "start")
        os.environ[SOCKET] = self.folder
        os.environ["PATH"] = self.bin + os.pathsep + os.environ["PATH"]
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *arguments):
        subprocess.run(
            [os.path.join(self.bin, program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **self.options,
        )


def answer_book(numbered):
    number, line = numbered
    book = json.loads(line)
    schema = f"book{number}"
    place = {"host": os.environ[SOCKET], "user": NAME, "dbname": "postgres"}
    path = f"-c search_path={schema}"
    with psycopg.connect(**place, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    # As people do: the script goes to psql, which reads the files.
    subprocess.run(
        ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", place["host"], "-U", NAME, "-d", place["dbname"]],
        input="".join(statement + ";\n" for statement in book["load"]), text=True, check=True,
        env={**os.environ, "PGOPTIONS": path},
    )
    with psycopg.connect(**place, autocommit=True, options=path + " -c statement_timeout=60000") as connection:
        return peer_answers.answers(book["queries"], lambda query: connection.execute(query).fetchall())


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        sys.exit(0 if psycopg and programs() else 1)
    with Server():
        peer_answers.run(answer_book)
