"""Three machines with etcd, Patroni and PostgreSQL, and HAProxy before them, all with the files of
deploy/ha: started, killed, cut off, and asked how they are."""
import collections
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

from serving import ROOT

FILES = ROOT / "deploy" / "ha"
NAMES = ("one", "two", "three")
OWN_NETWORK = os.environ.get("ZQ_HA_NETWORK") == "own"
NETWORK = "10.77.0.0/24" if OWN_NETWORK else "127.0.0.0/8"
PASSWORDS = {"PASSWORD_OF_REPLICATOR": "of-the-replicator", "PASSWORD_OF_POSTGRES": "of-postgres"}
PASSWORD = "of-zuoquan"


def quietly(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def wait_until(holds, seconds, what):
    """What it gave; `what` may be a function, for what is known only then."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        if time.monotonic() > end:
            raise AssertionError(f"within {seconds} s: {what() if callable(what) else what}")
        time.sleep(0.1)
    return found


def as_nobody(words):
    if os.getuid() != 0:
        return words
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *words]


def give_to_nobody(folder):
    if os.getuid() == 0:
        quietly("chown", "-R", "nobody:nogroup", str(folder))


def address_of(number):
    return f"10.77.0.{number + 11}" if OWN_NETWORK else f"127.0.77.{number + 11}"


# ---- processes


def descendants(pid):
    """The process and all below it."""
    children = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            parent = int(re.search(r"PPid:\s+(\d+)", entry.read_text())[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(entry.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def is_alive(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    return not re.search(r"State:\s+[ZX]", text)


def kill_all(pid):
    """With -9, and returns when they are gone."""
    pids = descendants(pid)
    for one in pids:
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            pass
    wait_until(lambda: not any(is_alive(one) for one in pids), 10, f"{pids} live on")


class Machine:
    """One of the three."""

    def __init__(self, number, folder):
        self.number, self.name = number, NAMES[number]
        self.folder = folder / self.name
        self.folder.mkdir()
        self.address = address_of(number)
        self.holder = None
        self.running = {}
        if OWN_NETWORK:
            self._plug_in()

    def _plug_in(self):
        """A namespace that lives as long as a process that sleeps in it, on a cable to ours."""
        self.holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        ours = os.readlink("/proc/self/ns/net")
        wait_until(lambda: os.readlink(f"/proc/{self.holder.pid}/ns/net") != ours, 5,
                   "no namespace")
        quietly("ip", "link", "add", f"zq-{self.name}", "type", "veth", "peer", "name", "eth0",
                "netns", str(self.holder.pid))
        quietly("ip", "link", "set", f"zq-{self.name}", "master", "zuoquan", "up")
        for words in ("link set lo up", "link set eth0 up",
                      f"addr add {self.address}/24 dev eth0"):
            quietly("nsenter", f"--net=/proc/{self.holder.pid}/ns/net", "ip", *words.split())

    def file(self, name):
        """A file of deploy/ha with the names of this machine."""
        text = (FILES / name).read_text(encoding="utf-8")
        text = re.sub(r"\bADDRESS_([123])\b", lambda one: address_of(int(one[1]) - 1), text)
        for word, password in PASSWORDS.items():
            text = text.replace(word, password)
        text = re.sub(r"\bNAME\b", self.name, text)
        text = re.sub(r"\bADDRESS\b", self.address, text)
        text = re.sub(r"\bNETWORK\b", NETWORK, text)
        for place in ("/var/lib/postgresql/15/zuoquan", "/var/lib/postgresql/.pgpass-patroni",
                      "/var/lib/etcd/zuoquan", "/var/run/postgresql"):
            text = text.replace(place, str(self.folder / place.split("/")[3] /
                                           place.rsplit("/", 1)[1]))
        return text

    def start(self, name, words, **environment):
        if self.holder:
            words = ["nsenter", f"--net=/proc/{self.holder.pid}/ns/net", *words]
        with open(self.folder / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                words, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder,
                env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
                     **environment})

    def prepare(self):
        for folder in ("postgresql", "postgresql/postgresql", "run", "etcd"):
            (self.folder / folder).mkdir(exist_ok=True)
        (self.folder / "patroni.yml").write_text(self.file("patroni.yml"))
        give_to_nobody(self.folder)

    def start_etcd(self):
        settings = dict(re.findall(r'^(\w+)="(.*)"$', self.file("etcd.conf"), re.M))
        self.start("etcd", as_nobody(["etcd"]), **settings)

    def start_patroni(self):
        self.start("patroni", as_nobody(["/usr/bin/patroni", str(self.folder / "patroni.yml")]))

    # ---- faults

    def postmaster(self):
        return int((self.folder / "postgresql/zuoquan/postmaster.pid").read_text().split()[0])

    def kill_postgresql(self):
        kill_all(self.postmaster())

    def kill(self):
        """Patroni first, which would start PostgreSQL again."""
        postmaster = self.postmaster()
        kill_all(self.running["patroni"].pid)
        kill_all(postmaster)
        self.running["patroni"].wait()

    def cut(self):
        quietly("ip", "link", "set", f"zq-{self.name}", "down")

    def mend(self):
        quietly("ip", "link", "set", f"zq-{self.name}", "up")

    def end(self):
        for process in self.running.values():
            kill_all(process.pid)
            process.wait()
        try:
            kill_all(self.postmaster())
        except OSError:
            pass  # it never ran, or has ended
        if self.holder:
            self.holder.kill()
            self.holder.wait()


def in_step(members):
    """(name, role) of those that run and are on the primary's timeline."""
    timeline = {one.get("timeline") for one in members if one["role"] == "leader"}
    return tuple(sorted((one["name"], one["role"]) for one in members
                        if one["state"] in ("running", "streaming")
                        and one.get("timeline") in timeline))


class Machines:
    """All three, and the way to whichever is the primary."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zuoquan-ha-", dir="/var/tmp"))
        self.folder.chmod(0o755)
        if OWN_NETWORK:
            for words in ("link set lo up", "link add zuoquan type bridge",
                          "addr add 10.77.0.1/24 dev zuoquan", "link set zuoquan up"):
                quietly("ip", *words.split())
        self.all = [Machine(number, self.folder) for number in range(3)]
        self.haproxy = None
        self.port = 5432 if OWN_NETWORK else 15432

    def start(self):
        for machine in self.all:
            machine.prepare()
            machine.start_etcd()
        for machine in self.all:
            machine.start_patroni()
        text = self.all[0].file("haproxy.cfg").replace("127.0.0.1:5432", f"127.0.0.1:{self.port}")
        config = self.folder / "haproxy.cfg"
        config.write_text(re.sub(r"^    (user|group) .*\n", "", text, flags=re.M))
        with open(self.folder / "haproxy.log", "ab") as log:
            self.haproxy = subprocess.Popen(as_nobody(["haproxy", "-db", "-f", str(config)]),
                                            stdout=log, stderr=log)
        self.wait_until_whole(120)

    def end(self):
        if self.haproxy:
            self.haproxy.kill()
            self.haproxy.wait()
        for machine in self.all:
            machine.end()
        if not os.environ.get("ZQ_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    # ---- how they are

    def roles(self, agreed=2):
        """Each machine's role (leader, sync_standby, replica), as so many of them say alike: one
        that was cut off tells for a while what it knew before."""
        views = collections.Counter()
        for machine in self.all:
            try:
                with urllib.request.urlopen(f"http://{machine.address}:8008/cluster",
                                            timeout=2) as answer:
                    members = json.load(answer)["members"]
            except (OSError, ValueError):
                continue
            views[in_step(members)] += 1
        for view, count in views.most_common(1):
            if count >= agreed:
                return dict(view)
        return {}

    def named(self, role):
        """The machine of this role; nothing when there is none."""
        found = [name for name, known in self.roles().items() if known == role]
        return self.all[NAMES.index(found[0])] if found else None

    def wait_until_whole(self, seconds=180):
        """A primary that takes writes, a synchronous standby, and a third."""
        wait_until(lambda: sorted(self.roles(agreed=3).values()) ==
                   ["leader", "replica", "sync_standby"], seconds, lambda: f"the machines are {self.roles()}")
        wait_until(self._takes_writes, 20, "the primary is not reached through HAProxy")

    def _takes_writes(self):
        try:
            return "f" in self.sql("select pg_is_in_recovery()")
        except RuntimeError:
            return False

    # ---- the database

    def url(self, user="zuoquan", database="zuoquan", address=None):
        place = f"{address}:5432" if address else f"127.0.0.1:{self.port}"
        return f"postgresql://{user}@{place}/{database}"

    def sql(self, statement, user="postgres", database="postgres", address=None):
        done = subprocess.run(["psql", self.url(user, database, address), "-AtqX", "-F", "\x1f",
                               "-v", "ON_ERROR_STOP=1"], input=statement, text=True, check=False,
                              capture_output=True, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout

    def write_passwords(self):
        """Where libpq finds them: an address of the server holds none."""
        path = self.folder / "pgpass"
        path.write_text(f"*:*:*:postgres:{PASSWORDS['PASSWORD_OF_POSTGRES']}\n"
                        f"*:*:*:zuoquan:{PASSWORD}\n")
        path.chmod(0o600)
        os.environ["PGPASSFILE"] = str(path)


class Database:
    """The city's, through HAProxy; the interface that `proof` and `city` know."""

    def __init__(self, machines):
        self.machines, self.url = machines, machines.url()

    def rows(self, statement):
        lines = self.machines.sql(statement, "zuoquan", "zuoquan").split("\n")
        return [tuple(int(part) if part.lstrip("-").isdigit() else part
                      for part in line.split("\x1f")) for line in lines if line]
