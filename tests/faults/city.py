"""The demo city on SQLite and PostgreSQL: built once, copied for each test; and who lives there.

Sessions are written into the database: nobody waits for a password here, and only fifteen of the
city's people have one.
"""
import atexit
import contextlib
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time

from serving import ROOT, Server, run

OF_2023 = "/api/v1/programmes/beijing-2023"
OF_2025 = "/api/v1/programmes/beijing-2025"
HOUR_US = 3600 * 1_000_000


class Sqlite:
    """A database in a file."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.url = f"sqlite:{path}"

    def rows(self, statement):
        with self._opened() as opened:
            return opened.execute(statement).fetchall()

    def write(self, statement):
        with self._opened() as opened:
            opened.execute(statement)
            opened.commit()

    def _opened(self):
        return contextlib.closing(sqlite3.connect(self.path, timeout=30))


class Postgres:
    """A database of the cluster."""
    between = "\x1f"

    def __init__(self, cluster, name):
        self.cluster, self.name = cluster, name
        self.url = cluster.url(name)

    def rows(self, statement):
        lines = self.cluster.sql(self.name, statement, self.between).split("\n")
        return [tuple(int(part) if part.lstrip("-").isdigit() else part
                      for part in line.split(self.between)) for line in lines if line]

    def write(self, statement):
        self.cluster.sql(self.name, statement, self.between)

    @contextlib.contextmanager
    def locked_tail(self, programme):
        """Holds the log's tail of a programme as a process does that decides; gives the way to
        let it go before the end."""
        holder = subprocess.Popen(["psql", self.url, "-AtqX"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        holder.stdin.write("begin; select next_seq from log_tail where programme_id = "
                           f"{programme} for update;\n")
        holder.stdin.flush()
        holder.stdout.readline()
        try:
            yield lambda: holder.communicate("rollback;\n")
        finally:
            holder.kill()
            holder.communicate()


class Cluster:
    """A PostgreSQL of this run's own, so that it may be stopped."""
    script = str(ROOT / "tools" / "test_cluster.sh")

    def __init__(self):
        self.address = self._script("start").strip()
        atexit.register(self._script, "stop", self.address)

    def _script(self, *words):
        # pg_ctl's server keeps what it inherits open, so its output goes through a file.
        with tempfile.TemporaryFile("w+") as output:
            subprocess.run([self.script, *words], check=True, stdout=output, cwd="/")
            output.seek(0)
            return output.read()

    def url(self, database):
        return self.address.replace("///postgres?", f"///{database}?")

    def sql(self, database, statement, between="|"):
        done = subprocess.run(
            ["psql", self.url(database), "-AtqX", "-F", between, "-v", "ON_ERROR_STOP=1"],
            input=statement, text=True, check=True, capture_output=True)
        return done.stdout

    def create(self, name, template="template1"):
        self.sql("postgres", f"create database {name} template {template}")
        return Postgres(self, name)

    @contextlib.contextmanager
    def silent_commits(self):
        """Commits are stored, but whoever commits is not told: they wait for a standby that is
        not there."""
        self.sql("postgres", "alter system set synchronous_standby_names = 'nobody'")
        self.sql("postgres", "select pg_reload_conf()")
        try:
            yield
        finally:
            self.sql("postgres", "alter system reset synchronous_standby_names")
            self.sql("postgres", "select pg_reload_conf()")

    def halt(self, mode):
        """Stops the server in one of pg_ctl's modes; `crash` kills it with -9."""
        if mode == "crash":
            self._script("crash", self.address)
        else:
            self._script("halt", self.address, mode)

    def start_again(self):
        self._script("restart", self.address)


class _Built:
    """What is made once in a run, when it is first asked for."""

    def __init__(self):
        self.folder = None
        self.uploads = None
        self.cluster = None
        self.copies = 0

    def place(self):
        if not self.folder:
            self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zuoquan-faults-", dir="/var/tmp"))
            if not os.environ.get("ZQ_KEEP"):
                atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        return self.folder


_built = _Built()


def new_folder(name):
    """A folder for one test."""
    _built.copies += 1
    folder = _built.place() / f"{name}-{_built.copies}"
    folder.mkdir()
    return folder


def on_sqlite(folder):
    """A city of one's own in `folder`."""
    shutil.copyfile(original().path, folder / "zuoquan.db")
    return Sqlite(folder / "zuoquan.db")


def empty_postgresql():
    """A database without anything, in the cluster of this run."""
    _with_cluster()
    _built.copies += 1
    return _built.cluster.create(f"empty_{_built.copies}")


def on_postgresql():
    """A city of one's own in the cluster of this run."""
    _with_cluster()
    _built.copies += 1
    return _built.cluster.create(f"city_{_built.copies}", "city")


def files():
    """The folder of the city's uploads."""
    original()
    return _built.uploads


def _with_cluster():
    if not _built.cluster:
        cluster = Cluster()
        city = cluster.create("city")
        status, output = run("admin", "copy", "--from", original().url, "--to", city.url)
        if status != 0:
            raise RuntimeError(f"the city was not copied: {output}")
        _built.cluster = cluster


def cluster():
    """The one that `on_postgresql` uses."""
    return _built.cluster


def original():
    """Built when it is first asked for; to be copied, and left as it is."""
    original = Sqlite(_built.place() / "city.db")
    if not original.path.exists():
        building = new_folder("building")
        Server(original.url, building).stop()
        _built.uploads = building / "server" / "files"
        begin_sessions(original)
    return original


def begin_sessions(database):
    """Lets everybody in who works somewhere, without waiting for passwords."""
    now = int(time.time() * 1_000_000)
    values = ", ".join(
        f"('{hashlib.sha256(cookie_of(person, role).encode()).hexdigest()}', {person}, {of}, "
        f"'{role}', {now}, {now + 6 * HOUR_US}, {now + 6 * HOUR_US}, 1, '', 'a test', 0, "
        "'password')"
        for person, of, role in _members(database))
    database.write(f"insert into session values {values}")


def _members(database):
    return database.rows("select person, organisation, role from membership where active = 1 "
                         "order by id")


def cookie_of(person, role):
    return hashlib.sha256(f"{person} {role}".encode()).hexdigest()


class Person:
    """Somebody with a session."""

    def __init__(self, person, organisation, role):
        self.person, self.organisation, self.role = person, organisation, role
        self.cookie = cookie_of(person, role)


class People:
    """Who acts, and on what: read from the database before anything is asked."""

    def __init__(self, database):
        members = [Person(*row) for row in _members(database)]
        self.by_role = {one.role: one for one in reversed(members)}
        self.providers = {one.organisation: one for one in members
                          if one.role == "provider-owner"}
        certified = {party for party, in database.rows(
            "select id from enterprise where programme_id = 2 and certifications <> '[]' "
            "and standing = '{}'")}
        self.enterprises = [one for one in members
                            if one.role == "enterprise-owner" and one.organisation in certified]
        self.budget_used_yuan = 1 + database.rows(
            "select held + settled from account where programme_id = 2 and kind = 'budget'"
        )[0][0] // 100
        # Open to any small enterprise, so that most claims are taken.
        self.products = [product for product, in database.rows(
            "select id from product where programme_id = 2 and status = 'listed' and direction in "
            "('digital-transformation', 'dcmm', 'carbon-footprint') order by id")]
