"""Starts what is measured, each in a folder of its own on the same disk, and stops it again."""
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = ROOT / "build" / "release"
BENCH = ROOT / "bench"
POSTGRES_BIN = pathlib.Path("/usr/lib/postgresql/15/bin")


# What is running, the newest last; whatever ends the benchmark stops them.
running = []


def stop_all():
    while running:
        running[-1].stop_now()


def run(*command, **options):
    """Runs a command and gives its output; its errors end the benchmark."""
    done = subprocess.run([str(part) for part in command], text=True, capture_output=True, **options)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_until(ready, what, seconds=300):
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise SystemExit(f"{what} did not come up within {seconds} s")
        time.sleep(0.05)


def load_options(port, connections, phases):
    options = ["--port", port, "--connections", connections]
    for name, seconds, rate in phases:
        options += ["--phase", f"{name}:{seconds}:{rate}"]
    return options


class Disk:
    """The disk that a process is started on: slow_to() makes it so slow from then on."""

    def __init__(self, folder):
        self.file = folder / "bytes-a-second"
        self.environment = {"LD_PRELOAD": str(BIN / "libslow_disk.so"), "ZQ_DISK": str(self.file)}

    def slow_to(self, bytes_a_second):
        self.file.write_text(str(bytes_a_second))


class Zuoquan:
    """`zuoquan serve` over the database of an opening day, and the claims that are sent to it."""

    def __init__(self, name, url, folder, size, options=(), disk=None):
        self.name, self.url, self.folder, self.size = name, url, folder, size
        self.options = options
        self.environment = {**os.environ, **(disk.environment if disk else {})}
        self.sent = 0
        self.acknowledged = folder / "acknowledged"
        self.process = None
        folder.mkdir(parents=True)
        self._only_one_programme()
        began = time.monotonic()
        run(BIN / "benchmarks", "world", "--database", url, *self._size(), cwd=ROOT)
        self.setup_s = time.monotonic() - began
        self.start()

    def _only_one_programme(self):
        # Every programme would take a copy of every enterprise at its first start.
        (self.folder / "programmes").mkdir()
        for entry in (ROOT / "programmes").iterdir():
            if not entry.name.startswith("beijing-") or entry.name == "beijing-2025":
                (self.folder / "programmes" / entry.name).symlink_to(entry)

    def _size(self):
        enterprises, products = self.size
        return ["--enterprises", enterprises, "--products", products]

    def start(self):
        began = time.monotonic()
        errors = self.folder / "errors"
        with open(self.folder / "log", "ab") as log, open(errors, "wb") as err:
            self.process = subprocess.Popen(
                [str(part) for part in (
                    BIN / "zuoquan", "serve", "--demo", "--database", self.url,
                    "--data", self.folder / "data", "--programmes", self.folder / "programmes",
                    "--listen", "127.0.0.1:0", "--requests-per-minute", "0",
                    *self.options)],
                stdout=log, stderr=err, cwd=ROOT, env=self.environment)
        running.append(self)

        def listening():
            if self.process.poll() is not None:
                raise SystemExit(f"zuoquan ended: {errors.read_text()}")
            return "Listening on" in errors.read_text()
        wait_until(listening, "zuoquan", 1200)
        self.startup_s = time.monotonic() - began
        self.port = int(re.search(r"Listening on \S+:(\d+)", errors.read_text())[1])

    def claims(self, connections, phases):
        result = json.loads(run(
            BIN / "benchmarks", "claims", *load_options(self.port, connections, phases),
            *self._size(), "--first", self.sent, "--acknowledged", self.acknowledged))
        self.sent += result["sent"]
        return result

    def fill(self, orders):
        """Claims without HTTP, while the server is stopped."""
        run(BIN / "benchmarks", "fill", "--database", self.url, *self._size(), "--first", self.sent,
            "--orders", orders, "--acknowledged", self.acknowledged, cwd=ROOT)
        self.sent += orders

    def get(self, connections, phases, path="/healthz", logged_in=False):
        return json.loads(run(
            BIN / "benchmarks", "get", *load_options(self.port, connections, phases),
            *self._size(), "--path", path, *(["--logged-in"] if logged_in else [])))

    def peak_memory_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024

    def stop_now(self):
        running.remove(self)
        self.process.terminate()
        self.process.wait(timeout=60)

    def stop(self):
        """Stops and counts: what was answered is what is stored."""
        self.memory_mb = self.peak_memory_mb()
        self.stop_now()
        self.counted = json.loads(run(BIN / "benchmarks", "count", "--database", self.url,
                                      "--acknowledged", self.acknowledged))
        return self.counted


class Postgres:
    """A private cluster of an unprivileged user, with fsync on."""

    def __init__(self, folder, disk=None):
        self.folder = folder
        self.port = free_port()
        self.environment = {**os.environ, **(disk.environment if disk else {})}
        self.become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        folder.mkdir()
        if self.become:
            shutil.chown(folder, "postgres")
        self._as(POSTGRES_BIN / "initdb", "-D", folder / "data", "-U", "bench", "-A", "trust",
                 "--no-locale", "-E", "UTF8")
        settings = (f"-c port={self.port} -c listen_addresses=127.0.0.1 -c fsync=on "
                    f"-c synchronous_commit=on -c unix_socket_directories={folder} "
                    "-c shared_buffers=256MB -c max_wal_size=4GB")
        if disk:  # a slow one would wait for zeros; a cluster that runs for long recycles its files
            settings += " -c wal_init_zero=off"
        self._as(POSTGRES_BIN / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w",
                 "-o", settings, "start")
        running.append(self)

    def _as(self, *command):
        # pg_ctl's server keeps what it inherits open, so its output is not read.
        with open(os.devnull, "wb") as nothing:
            subprocess.run([*self.become, *map(str, command)], check=True, stdout=nothing,
                           cwd="/", env=self.environment)

    def create(self, database):
        self.sql("postgres", f"create database {database}")
        return f"postgresql://bench@127.0.0.1:{self.port}/{database}"

    def sql(self, database, statement):
        return run("psql", "-h", "127.0.0.1", "-p", self.port, "-U", "bench", "-d", database,
                   "-Atqc", statement).strip()

    def stop_now(self):
        running.remove(self)
        self._as(POSTGRES_BIN / "pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")


class NaivePostgres:
    """One plpgsql call for each claim, sent by pgbench."""
    clients = 16

    def __init__(self, postgres, size):
        self.postgres, self.size = postgres, size
        self.done = 0
        postgres.create("naive")
        run("psql", *self._where(), "-q", "-v", "ON_ERROR_STOP=1", *self._sizes("-v"),
            "-f", BENCH / "naive.sql")

    def _where(self):
        return ["-h", "127.0.0.1", "-p", self.postgres.port, "-U", "bench", "-d", "naive"]

    def _sizes(self, option):
        enterprises, products = self.size
        return [option, f"enterprises={enterprises}", option, f"products={products}"]

    def claims(self, seconds):
        """Claims a second, and their mean latency in microseconds."""
        text = run("pgbench", "-n", "-M", "prepared", "-c", self.clients, "-j", 2, "-T",
                   max(1, round(seconds)), *self._sizes("-D"), "-f", BENCH / "naive.pgbench",
                   *self._where())
        self.done += int(re.search(r"actually processed: (\d+)", text)[1])
        latency_ms = float(re.search(r"latency average = ([\d.]+) ms", text)[1])
        return float(re.search(r"tps = ([\d.]+)", text)[1]), latency_ms * 1000

    def count(self):
        counts = self.postgres.sql("naive", (
            "select (select count(*) from orders), (select sum(taken) from product), "
            "(select count(*) from answer), (select count(*) from event), "
            "(select sum(held)::bigint from enterprise) / 15000")).split("|")
        if set(counts) != {str(self.done)}:
            raise SystemExit(f"naive PostgreSQL: {self.done} claims, but counted {counts}")


class Redis:
    """redis-server with an append-only file that is synced at every command."""
    clients = 50

    def __init__(self, folder, size):
        self.size = size
        self.sent = self.done = 0
        self.port = free_port()
        folder.mkdir()
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "yes", "--appendfsync", "always", "--dir", str(folder),
             "--auto-aof-rewrite-percentage", "0"], stdout=subprocess.DEVNULL)
        running.append(self)
        wait_until(lambda: socket.socket().connect_ex(("127.0.0.1", self.port)) == 0, "Redis", 20)
        self.sha = self.ask("SCRIPT", "LOAD", (BENCH / "claim.lua").read_text())
        self.ask("EVAL", "for i = 0, ARGV[1] - 1 do redis.call('HSET', string.format("
                 "'product:%010d', i), 'price', 50000, 'vouchers', 500000000, 'taken', 0) end",
                 "0", size[1])

    def ask(self, *words):
        return run("redis-cli", "-p", self.port, *words).strip()

    def claims(self, phases):
        enterprises, products = self.size
        result = json.loads(run(
            BIN / "benchmarks", "redis", *load_options(self.port, self.clients, phases),
            "--enterprises", enterprises, "--products", products, "--first", self.sent,
            "--sha", self.sha))
        self.sent += result["sent"]
        self.done += result["answered"]
        return result

    def count(self):
        counted = {int(self.ask("GET", "orders")), int(self.ask("LLEN", "events"))}
        if counted != {self.done}:
            raise SystemExit(f"Redis: {self.done} claims, but counted {counted}")

    def stop_now(self):
        running.remove(self)
        self.process.terminate()
        self.process.wait(timeout=60)
