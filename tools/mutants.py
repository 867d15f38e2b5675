#!/usr/bin/env python3
"""Changes one small thing at a time in src/domain and src/engine, and sees whether a test notices.

    tools/mutants.py [--sample N] [--seed S] [--again] [--most N] [--jobs N] [--build build/dev]
                     [FILE...]

A mutant is a source with one comparison, sum, condition or statement changed. All mutants of a
source are compiled at once (switched.py) and take its place in copies of the libraries and of the
test programs, in build/mutants; the environment names the one that is tried. A mutant that no test
notices survives and is listed, unless tools/mutants_known.txt says why nothing can tell it from the
original. What does not compile, or warns, is stillborn; what no test reaches is not tried.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time

from switched import SWITCH, Switched

ROOT = pathlib.Path(__file__).resolve().parent.parent
KNOWN = ROOT / "tools" / "mutants_known.txt"
# In this order, so that the quick ones kill what they can. What proves stores, keys and the writer
# is slow and looks at no rule.
OF_STORES = "Log.*:NotaryTest.*:WithWriter.*:DemoCity.*"
TRIALS = (["domain_tests"], ["rulebook_tests"], ["app_tests"], ["zuoquan-sim", "--seeds", "50"],
          ["cross_tests", f"--gtest_filter=-{OF_STORES}:RandomWalk.*"],
          ["cross_tests", "--gtest_filter=RandomWalk.*"])
MEMORY = 8 << 30  # a mutant may ask for all there is


def sources():
    for folder in ("domain", "engine"):
        yield from sorted(path for path in (ROOT / "src" / folder).glob("*.cpp")
                          if not path.name.endswith("_test.cpp"))


def known_mutants(text):
    """{mutant: reason}, of lines `FILE: before -> after  # reason`."""
    parted = (line.rpartition("  # ") for line in text.splitlines() if line.strip()
              and not line.startswith("#"))
    return {mutant: reason for mutant, _, reason in parted}


class House:
    """The test programs with all mutants of the chosen sources in them."""

    def __init__(self, build, paths, jobs):
        self.build, self.folder, self.jobs = build, ROOT / "build" / "mutants", jobs
        self.folder.mkdir(parents=True, exist_ok=True)
        self.switched = [Switched(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
                         for path in paths]
        self.seconds, self.reached = {}, {}

    def make(self):
        programs = sorted({trial[0] for trial in TRIALS})
        self._run(["ninja", "-C", str(self.build), f"-j{self.jobs}", "--quiet", *programs])
        with open(self.build / "compile_commands.json", encoding="utf-8") as file:
            commands = {one["file"]: one["command"] for one in json.load(file)
                        if "CMakeFiles/zq_" in one["command"]}
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            objects = list(pool.map(lambda one: self._compile(one, commands), self.switched))
        switch = self.folder / "switch.cpp"
        switch.write_text(SWITCH, encoding="utf-8")
        self._run(["c++", "-std=c++23", "-c", str(switch), "-o", str(switch) + ".o"])
        libraries = self._libraries(objects)
        for program in programs:
            self._link(program, libraries, str(switch) + ".o")

    def _compile(self, switched, commands):
        """Its object. Whatever the compiler complains of is given up, until it is content."""
        path = self.folder / pathlib.Path(switched.name).relative_to("src")
        path.parent.mkdir(exist_ok=True)
        state = pathlib.Path(f"{path}.json")
        made = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
        words = shlex.split(commands[str(ROOT / switched.name)])
        own = self.build / words[words.index("-o") + 1]  # made anew when a header changes
        words[words.index("-o") + 1] = f"{path}.o"
        words[words.index("-c") + 1] = str(path)
        words.insert(1, "-fdiagnostics-color=never")
        words += ["-Wno-parentheses", "-Wno-unused", "-Wno-unused-parameter"]
        if (made.get("text") == switched.text and made.get("command") == words
                and own.stat().st_mtime < state.stat().st_mtime):
            switched.stillborn, switched.unmarked = set(made["stillborn"]), set(made["unmarked"])
            return pathlib.Path(f"{path}.o")
        while True:
            path.write_text(switched.written(), encoding="utf-8")
            run = subprocess.run(words, cwd=self.build, capture_output=True, text=True, check=False)
            if run.returncode == 0:
                break
            if not switched.blame(str(path), run.stderr):
                sys.exit(f"{switched.name} does not compile:\n{run.stderr}")
        state.write_text(json.dumps({
            "text": switched.text, "command": words, "stillborn": sorted(switched.stillborn),
            "unmarked": sorted(switched.unmarked)}), encoding="utf-8")
        return pathlib.Path(f"{path}.o")

    def _libraries(self, objects):
        """{name: path} of copies of the libraries in which these objects take their place."""
        made = {}
        for floor in sorted({path.parent.name for path in objects}):
            name = f"libzq_{floor}.a"
            made[name] = str(self.folder / name)
            shutil.copy(self.build / name, made[name])
            self._run(["ar", "r", made[name],
                       *(str(path) for path in objects if path.parent.name == floor)])
        return made

    def _link(self, program, libraries, switch):
        """As the build links it, with these libraries in the place of its own."""
        told = self._run(["ninja", "-C", str(self.build), "-t", "commands", program])
        words = [libraries.get(word, word) for word in shlex.split(told.strip().split("\n")[-1])
                 if word not in (":", "&&")]
        words[words.index("-o") + 1] = str(self.folder / program)
        self._run([words[0], switch, *words[1:]], self.build)

    def _run(self, command, folder=ROOT):
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            sys.exit(f"{shlex.join(command)[:200]}\n{run.stdout[-4000:]}{run.stderr[-4000:]}")
        return run.stdout

    def measure(self):
        """Runs every trial without a mutant; what each of them reaches."""
        for number, trial in enumerate(TRIALS):
            marks = self.folder / f"reached.{number}"
            marks.write_text("", encoding="utf-8")
            start = time.monotonic()
            if self._passes(trial, {"ZQ_REACHED": str(marks)}, 600) is not True:
                sys.exit(f"{shlex.join(trial)} fails without a mutant.")
            self.seconds[number] = time.monotonic() - start
            self.reached[number] = set(marks.read_text(encoding="utf-8").split())

    def judge(self, switched, mutant):
        """'stillborn', 'unreached', 'killed' or 'survived'."""
        if mutant.number in switched.stillborn:
            return "stillborn"
        mark = f"{mutant.name}:{switched.mark_of(mutant)}"
        trials = [number for number in self.reached if mark in self.reached[number]]
        for number in trials:
            if not self._passes(TRIALS[number], {"ZQ_MUTANT": f"{mutant.name}:{mutant.number}"},
                                10 + 4 * self.seconds[number]):
                return "killed"
        return "survived" if trials else "unreached"

    def _passes(self, trial, variables, seconds):
        """A mutant may run for ever, or ask for all memory: neither passes."""
        words = [str(self.folder / trial[0]), *trial[1:]]
        if trial[0].endswith("_tests"):
            words += ["--gtest_brief=1", "--gtest_fail_fast"]
        try:
            return subprocess.run(
                words, cwd=ROOT, env={**os.environ, "RC_PARAMS": "seed=1", **variables},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds, check=False,
                preexec_fn=_bounded).returncode == 0
        except subprocess.TimeoutExpired:
            return False


def _bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def try_all(house, chosen):
    """[(mutant, verdict)], in the order of `chosen`."""
    with concurrent.futures.ThreadPoolExecutor(house.jobs) as pool:
        verdicts = pool.map(lambda pair: house.judge(*pair), chosen)
        for (_, mutant), verdict in zip(chosen, verdicts):
            yield mutant, verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="instead of all sources")
    parser.add_argument("--sample", type=int, help="so many only, drawn with --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="only what survived the last time")
    parser.add_argument("--most", type=int, default=0, help="fails where more of them survive")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--build", default="build/dev", type=pathlib.Path)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    start = time.monotonic()
    house = House(ROOT / asked.build, [path.resolve() for path in asked.files] or list(sources()),
                  asked.jobs)
    house.make()
    house.measure()
    chosen = [(one, mutant) for one in house.switched for mutant in one.mutants]
    last = house.folder / "survived.txt"
    if asked.again:
        listed = set(last.read_text(encoding="utf-8").splitlines())
        chosen = [pair for pair in chosen if pair[1].key() in listed]
    if asked.sample is not None:
        chosen = random.Random(asked.seed).sample(chosen, min(asked.sample, len(chosen)))
    known = known_mutants(KNOWN.read_text(encoding="utf-8"))
    told = dict.fromkeys(("killed", "survived", "unreached", "stillborn", "equivalent"), 0)
    left = []
    for mutant, verdict in try_all(house, chosen):
        if verdict in ("survived", "unreached"):
            verdict = "equivalent" if mutant.key() in known else verdict
        if verdict in ("survived", "unreached"):
            left.append(mutant.key())
            print(f"{verdict.upper()} {mutant}", flush=True)
        told[verdict] += 1
    last.write_text("\n".join(left) + "\n", encoding="utf-8")
    print(", ".join(f"{count} {verdict}" for verdict, count in told.items())
          + f"; {len(chosen)} mutants in {time.monotonic() - start:.0f} s")
    sys.exit(1 if len(left) > asked.most else 0)


if __name__ == "__main__":
    main()
