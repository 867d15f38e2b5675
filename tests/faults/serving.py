"""A `zuoquan serve` process over a database: started, killed, paused, measured, started again."""
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

import wire

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = ROOT / os.environ.get("ZUOQUAN", "build/dev/zuoquan")
UNKNOWN_COMMIT = 70  # what a process ends with when nobody can say whether a commit took place


def run(*command):
    """Runs a command of ours; its code and all it printed."""
    done = subprocess.run([str(BINARY), *map(str, command)], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


def tool(name, *words):
    """Runs one of tools/ as its user would; its code and all it printed."""
    done = subprocess.run([sys.executable, str(ROOT / "tools" / name), *map(str, words)],
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


class Server:
    """One process. Started again it listens where it did before."""

    def __init__(self, database, folder, name="server", options=("--demo",), before=None):
        self.database, self.folder, self.name = database, pathlib.Path(folder), name
        self.options = list(options)
        if "--requests-per-minute" not in self.options:  # a crowd shares few people here
            self.options += ["--requests-per-minute", "0"]
        self.before = before  # called in the new process before it becomes the server
        self.port = 0
        self.process = None
        self.folder.mkdir(parents=True, exist_ok=True)
        self.start()

    def start(self, seconds=60):
        """Returns when it listens; raises when it ends before, or takes too long."""
        errors = self.folder / f"{self.name}.errors"
        with open(self.folder / f"{self.name}.log", "ab") as log, open(errors, "wb") as err:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", *self.options, "--database", self.database,
                 "--data", str(self.folder / self.name), "--listen", f"127.0.0.1:{self.port}"],
                stdout=log, stderr=err, cwd=ROOT, preexec_fn=self.before)
        end = time.monotonic() + seconds
        while not (found := re.search(r"Listening on \S+:(\d+)", errors.read_text())):
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError(f"{self.name} did not start: {errors.read_text()}")
            time.sleep(0.02)
        self.port = int(found[1])

    def limit_files(self, bytes_max):
        """How long a file may become from now on; None takes the limit away."""
        most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (bytes_max or most, most))

    def alive(self):
        return self.process.poll() is None

    def kill(self):
        """As kill -9 does."""
        self.process.kill()
        self.process.wait(timeout=30)

    def stop(self):
        """As an administrator does; the code it ended with."""
        if self.alive():
            self.process.terminate()
        try:
            return self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def memory_mib(self, which="VmRSS"):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(rf"{which}:\s+(\d+)", text)[1]) // 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def ask(self, method, path, **rest):
        return wire.ask_once(self.port, method, path, **rest)

    def log_text(self):
        return (self.folder / f"{self.name}.log").read_text(errors="replace")
