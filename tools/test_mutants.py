"""Mutants are made of code alone, one change each, and every one of them can be chosen."""
import os
import pathlib
import subprocess
import tempfile
import unittest

import mutants
import switched

SOURCE = '''// a < b
bool early(Day a, Day b) {
    const std::string text = "a < b"; go(a + b);
    if (!a) return true;
    count += 1;
    forget(b,
           a - b);
    check(a == b, "x");
    if (auto no = refusal(a)) return *no;
    return a < b && b <= c;
}
const bool outside = a < b;
'''

PROGRAM = '''#include <cstdio>
#include <string>

namespace {

constexpr int smaller(int a, int b) { return a < b ? a : b; }

void tell(const std::string& text) {
    std::puts(text.c_str());
}

int sum(int a, int b) {
    const auto plus = [&](int c) {
        return a + c;
    };
    if (a == 3) {
        tell("three");
        return plus(-b);
    }
    return plus(b);
}

std::string joined(const std::string& a) {
    return a + "!";
}

}  // namespace

int main() {
    std::printf("%d %d %s\\n", smaller(1, 2), sum(1, 2), joined("a").c_str());
}
'''


class Mutants(unittest.TestCase):
    def test_every_change_that_matters_and_no_other(self):
        found = [(one.line, one.after.strip()) for one in switched.mutants_of("x.cpp", SOURCE)]
        self.assertEqual(sorted(found), sorted([
            (3, 'const std::string text = "a < b"; go(a - b);'), (4, "if (a) return true;"),
            (4, "if (!a) return false;"), (5, "count -= 1;"), (5, "{}"), (7, "a + b);"), (9, "{}"),
            (10, "return a <= b && b <= c;"), (10, "return a < b && b < c;"),
            (10, "return a < b || b <= c;")]))

    def test_sources_have_many(self):
        every = [one for path in mutants.sources()
                 for one in switched.mutants_of(path.name, path.read_text(encoding="utf-8"))]
        self.assertGreater(len(every), 2000)
        self.assertTrue(all(one.before != one.after for one in every))

    def test_known_ones_have_a_reason_and_are_mutants_of_today(self):
        known = mutants.known_mutants(mutants.KNOWN.read_text(encoding="utf-8"))
        self.assertTrue(all(reason.strip() for reason in known.values()))
        every = {one.key() for path in mutants.sources()
                 for one in switched.mutants_of(str(path.relative_to(mutants.ROOT)),
                                                path.read_text(encoding="utf-8"))}
        self.assertEqual(set(known) - every, set())

    def test_a_line_of_the_known_names_mutant_and_reason(self):
        told = mutants.known_mutants("# why\n\nsrc/a.cpp: a < b -> a <= b  # never equal\n")
        self.assertEqual(told, {"src/a.cpp: a < b -> a <= b": "never equal"})


class SwitchedProgram(unittest.TestCase):
    """A small program with all its mutants in it, built with the compiler of the house."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.source = switched.Switched("x.cpp", PROGRAM)
        path = pathlib.Path(cls.folder.name, "x.cpp")
        main = pathlib.Path(cls.folder.name, "switch.cpp")
        main.write_text(switched.SWITCH, encoding="utf-8")
        cls.program = str(path.with_suffix(""))
        command = ["c++", "-std=c++23", "-Wall", "-Wextra", "-Werror", str(path), str(main), "-o",
                   cls.program]
        while True:
            path.write_text(cls.source.written(), encoding="utf-8")
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            if run.returncode == 0 or not cls.source.blame(str(path), run.stderr):
                break
        if run.returncode != 0:
            raise AssertionError(run.stderr)

    def run_with(self, **variables):
        return subprocess.run([self.program], env={**os.environ, **variables}, text=True,
                              capture_output=True, check=False).stdout

    def mutant(self, after):
        return next(one for one in self.source.mutants if one.after.strip() == after)

    def test_without_a_mutant_it_is_the_program(self):
        self.assertEqual(self.run_with(), "1 3 a!\n")
        self.assertEqual(self.run_with(ZQ_MUTANT="y.cpp:1"), "1 3 a!\n")

    def test_each_mutant_is_chosen_by_its_number(self):
        for after, told in (("constexpr int smaller(int a, int b) { return a <= b ? a : b; }",
                             "1 3 a!\n"),
                            ("return a - c;", "1 -1 a!\n"),
                            ("if (a != 3) {", "three\n1 -1 a!\n")):
            mutant = self.mutant(after)
            self.assertEqual(self.run_with(ZQ_MUTANT=f"x.cpp:{mutant.number}"), told, after)

    def test_what_does_not_compile_is_stillborn(self):
        self.assertEqual({one.number for one in self.source.mutants
                          if one.number in self.source.stillborn},
                         {self.mutant('return a - "!";').number})

    def test_it_tells_which_mutants_it_reaches(self):
        marks = pathlib.Path(self.folder.name, "reached")
        self.run_with(ZQ_REACHED=str(marks))
        reached = set(marks.read_text(encoding="utf-8").split())
        lines = PROGRAM.split("\n")
        unreached = {lines[one.line - 1].strip() for one in self.source.mutants
                     if one.number not in self.source.stillborn
                     and f"x.cpp:{self.source.mark_of(one)}" not in reached}
        self.assertEqual(unreached, {'tell("three");', "std::puts(text.c_str());"})


if __name__ == "__main__":
    unittest.main()
