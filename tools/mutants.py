#!/usr/bin/env python3
"""Changes one small thing at a time in src/domain and src/engine, and sees whether a test notices.

    tools/mutants.py [--sample N] [--seed S] [--build build/dev] [FILE...]

A mutant is a source with one comparison, sum, condition or statement changed. It is built, and the
tests of domain and of everything above it run; one that no test notices survives and is listed.
What does not compile, or warns, is no mutant. The sources are changed in place and put back, so run
it in a clone of its own.
"""
import argparse
import pathlib
import random
import re
import signal
import subprocess
import sys

from cpp_text import without_literals

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTS = ("domain_tests", "cross_tests")
SECONDS = 300  # of a test program; a mutant may run for ever

# Each with blanks around it, as the house writes them: templates and references have none.
SWAPS = ((" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" == ", " != "),
         (" != ", " == "), (" && ", " || "), (" || ", " && "), (" + ", " - "), (" - ", " + "),
         (" += ", " -= "), (" -= ", " += "), ("std::min(", "std::max("), ("std::max(", "std::min("),
         ("if (!", "if ("), ("return true;", "return false;"), ("return false;", "return true;"))
# A call or an assignment that stands alone on its line.
STATEMENT = re.compile(r"^\s+(?!return|using|const|auto|case|break|throw|static|std::\w+ )"
                       r"(?!\w+ \w+ = )[\w.>\[\]*:-]+(?:\([^;]*\)| (?:[-+]?=) [^;]*);$")


class Mutant:
    def __init__(self, path, line, before, after):
        self.path, self.line, self.before, self.after = path, line, before, after

    def __str__(self):
        place = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{place}:{self.line + 1}: `{self.before.strip()}` -> `{self.after.strip()}`"


def mutants_of(path, text):
    """Every mutant of a source. Comments and texts are left alone."""
    lines = text.split("\n")
    for number, code in enumerate(without_literals(text).split("\n")):
        if number >= len(lines) or code.lstrip().startswith(("#", "//", "static_assert", "check(")):
            continue
        line = lines[number]
        for old, new in SWAPS:
            at = code.find(old)
            while at >= 0:
                if line[at:at + len(old)] == old:
                    yield Mutant(path, number, line, line[:at] + new + line[at + len(old):])
                at = code.find(old, at + 1)
        if STATEMENT.match(code):
            yield Mutant(path, number, line, re.sub(r"\S.*", ";", line))


def sources():
    for folder in ("domain", "engine"):
        yield from sorted(path for path in (ROOT / "src" / folder).glob("*.cpp")
                          if not path.name.endswith("_test.cpp"))


def run(command, log, seconds):
    try:
        return subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, timeout=seconds,
                              check=False).returncode
    except subprocess.TimeoutExpired:
        return "too long"


def judge(build, log):
    """'stillborn', 'killed by PROGRAM' or 'survived'."""
    if run(["ninja", "-C", build, "--quiet", *TESTS], log, 1800) != 0:
        return "stillborn"
    for program in TESTS:
        if run([f"{build}/{program}", "--gtest_brief=1", "--gtest_fail_fast"], log, SECONDS) != 0:
            return f"killed by {program}"
    return "survived"


def try_one(mutant, build, log):
    text = mutant.path.read_text(encoding="utf-8")
    lines = text.split("\n")
    lines[mutant.line] = mutant.after
    try:
        mutant.path.write_text("\n".join(lines), encoding="utf-8")
        return judge(build, log)
    finally:
        mutant.path.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="instead of all sources")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", default="build/dev")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    every = [mutant for path in (chosen.files or sources())
             for mutant in mutants_of(path.resolve(), path.read_text(encoding="utf-8"))]
    tried = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))
    told = {"survived": 0, "killed": 0, "stillborn": 0}
    with open(ROOT / chosen.build / "mutants.log", "w", encoding="utf-8") as log:
        if judge(chosen.build, log) != "survived":
            sys.exit(f"the tests fail without a mutant: {log.name}")
        for mutant in tried:
            verdict = try_one(mutant, chosen.build, log)
            told[verdict.split(" ")[0]] += 1
            if verdict == "survived":
                print(f"SURVIVED {mutant}", flush=True)
    print(f"{told['killed']} killed, {told['survived']} survived, {told['stillborn']} do not "
          f"compile; {len(tried)} of {len(every)} mutants, seed {chosen.seed}")


if __name__ == "__main__":
    main()
