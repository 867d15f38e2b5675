"""Shows that clauses are found where they are cited, and that wrong ids and files are reported."""
import pathlib
import tempfile
import unittest

import clauses

ROW = '[[clause]]\nid="{}"\nref="1"\nstage="s"\nactor="a"\nkind="k"\nzh="中"\nen="One."\n'


class Clauses(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("programmes/p/clauses.toml", ROW.format("B25-001") + ROW.format("B25-002"))

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def cited(self, identity, place):
        return clauses.citations_of(self.root)[identity][place]

    def test_each_place_counts_in_its_column(self):
        for name, place in (
            ("programmes/p/rulebook.toml", "rulebook"),
            ("programmes/p/scenarios/a.toml", "test"),
            ("src/domain/a.cpp", "source"),
            ("src/domain/a_test.cpp", "test"),
            ("tests/a.cpp", "test"),
        ):
            self.write(name, '\nclauses = ["B25-001"]\n')
            self.assertIn(f"{name}:2", self.cited("B25-001", place))
            self.assertEqual(self.cited("B25-002", place), [])

    def test_defining_a_clause_cites_nothing(self):
        self.assertFalse(clauses.is_covered(clauses.citations_of(self.root), "B25-001"))

    def test_a_range_covers_only_the_ids_written_out(self):
        self.write("tests/a.cpp", "// B25-001..003, XB25-0021\n")
        self.assertEqual(self.cited("B25-001", "test"), ["tests/a.cpp:1"])
        self.assertEqual(self.cited("B25-002", "test"), [])

    def test_unknown_ids_are_errors_except_in_tests(self):
        self.write("src/domain/a.cpp", "// B25-009, C30-001\n")
        self.write("src/domain/a_test.cpp", "// B25-008\n")
        known = clauses.clauses_of(self.root)
        found = list(clauses.unknown(known, clauses.citations_of(self.root)))
        self.assertEqual(found, ["src/domain/a.cpp:1: no clause has the id B25-009"])

    def test_a_clause_is_whole_and_defined_once(self):
        self.write("programmes/q/clauses.toml", ROW.format("B25-001"))
        with self.assertRaisesRegex(ValueError, "B25-001 is defined twice"):
            clauses.clauses_of(self.root)
        self.write("programmes/q/clauses.toml", '[[clause]]\nid = "B25-003"\n')
        with self.assertRaisesRegex(ValueError, "B25-003 lacks actor, en, kind, ref, stage, zh"):
            clauses.clauses_of(self.root)


if __name__ == "__main__":
    unittest.main()
