#!/usr/bin/env python3
"""Runs docs/tour.md against a fresh demo: every sh block in one shell, its text block being what
must come out. A line of a text block is a fragment; fragments come in order, … stands for anything.

    tools/run_tour.py PATH/TO/zuoquan [PAGE...]
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.M | re.S)
END = "\x1eend of block "


def steps(page):
    """[(line, commands, fragments)] of a page; a text block belongs to the sh block before it."""
    found = []
    for match in BLOCK.finditer(page):
        line = page.count("\n", 0, match.start()) + 1
        if match[1] == "sh":
            found.append((line, match[2], []))
        elif found:
            found[-1][2].extend(text.strip() for text in match[2].splitlines() if text.strip())
        else:
            raise SystemExit(f"line {line}: a text block without commands before it")
    return found


def first_missing(output, fragments):
    """The first fragment that does not come out after those before it; None when all do."""
    at = 0
    for fragment in fragments:
        pattern = ".*?".join(re.escape(part) for part in fragment.split("…"))
        match = re.compile(pattern).search(output, at)
        if not match:
            return fragment
        at = match.end()
    return None


class Shell:
    """One bash for the whole page, so that variables last; output is taken block by block."""

    def __init__(self, folder, environment):
        self.process = subprocess.Popen(["bash"], cwd=folder, env=environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)

    def run(self, commands):
        self.process.stdin.write(f"{commands}\nprintf '\\n{END}%s\\n' \"$?\"\n")
        self.process.stdin.flush()
        output = []
        for line in self.process.stdout:
            if line.startswith(END):
                return "".join(output), int(line[len(END):])
            output.append(line)
        return "".join(output), 1

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


class Demo:
    """The server on a free port and an empty folder; ended by its own process."""

    def __init__(self, command, folder):
        self.log = []
        self.address = None
        self.process = subprocess.Popen(
            [command, "serve", "--demo", "--data", folder, "--listen", "127.0.0.1:0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stderr:
            self.log.append(line)
            match = re.search(r"Listening on (http://\S+)", line)
            if match:
                self.address = match[1]

    def wait(self, seconds):
        end = time.monotonic() + seconds
        while not self.address:
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit("the demo did not start:\n" + "".join(self.log))
            time.sleep(0.1)
        return self.address

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def run_page(path, address, folder):
    passed = failed = 0
    shell = Shell(folder, {**os.environ, "SOURCES": os.getcwd(), "ZUOQUAN": address,
                           "LC_ALL": "C.UTF-8"})
    with open(path, encoding="utf-8") as file:
        page = file.read()
    for line, commands, fragments in steps(page):
        output, status = shell.run(commands)
        missing = first_missing(output, fragments)
        if status == 0 and missing is None:
            passed += 1
            continue
        failed += 1
        why = f"ended with {status}" if status else f"did not print: {missing}"
        print(f"{path}:{line}: {why}\n{commands}--- came out:\n{output}")
    shell.end()
    return passed, failed


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    pages = arguments[1:] or ["docs/tour.md"]
    folder = tempfile.mkdtemp(prefix="zuoquan-tour-")
    demo = Demo(os.path.abspath(arguments[0]), os.path.join(folder, "data"))
    try:
        address = demo.wait(300)
        results = [run_page(page, address, folder) for page in pages]
    finally:
        demo.end()
        shutil.rmtree(folder, ignore_errors=True)
    passed, failed = (sum(column) for column in zip(*results))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
