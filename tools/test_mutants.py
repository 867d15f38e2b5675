"""Mutants are made of code alone, one change each."""
import pathlib
import unittest

import mutants

SOURCE = '''// a < b
bool early(Day a, Day b) {
    const std::string text = "a < b";
    if (!a) return true;
    count += 1;
    forget(b);
    check(a == b, "x");
    return a < b && b <= c;
}
'''


class Mutants(unittest.TestCase):
    def test_every_change_that_matters_and_no_other(self):
        found = [(one.line, one.after.strip())
                 for one in mutants.mutants_of(pathlib.Path("x.cpp"), SOURCE)]
        self.assertEqual(sorted(found), sorted([
            (3, "if (a) return true;"), (3, "if (!a) return false;"), (4, "count -= 1;"), (4, ";"),
            (5, ";"), (7, "return a <= b && b <= c;"), (7, "return a < b && b < c;"),
            (7, "return a < b || b <= c;")]))

    def test_sources_have_many(self):
        every = [one for path in mutants.sources()
                 for one in mutants.mutants_of(path, path.read_text(encoding="utf-8"))]
        self.assertGreater(len(every), 500)
        self.assertTrue(all(one.before != one.after for one in every))


if __name__ == "__main__":
    unittest.main()
