"""Tests of run_tour.py that need no server."""
import unittest

import run_tour

PAGE = """# A page
```sh
echo one
```
```text
one
```
words between
```sh
echo two
```
"""


class Tour(unittest.TestCase):
    def test_a_text_block_belongs_to_the_commands_before_it(self):
        self.assertEqual(run_tour.steps(PAGE), [(2, "echo one\n", ["one"]), (9, "echo two\n", [])])

    def test_a_text_block_without_commands_is_an_error(self):
        with self.assertRaises(SystemExit):
            run_tour.steps("```text\none\n```\n")

    def test_fragments_come_in_order(self):
        self.assertIsNone(run_tour.first_missing("one two three", ["one", "three"]))
        self.assertEqual(run_tour.first_missing("one two three", ["three", "one"]), "one")

    def test_an_ellipsis_stands_for_anything_on_its_line(self):
        self.assertIsNone(run_tour.first_missing('{"a":1,"b":2}', ['"a"…"b":2']))
        self.assertEqual(run_tour.first_missing('"a"\n"b"', ['"a"…"b"']), '"a"…"b"')

    def test_a_shell_keeps_its_variables(self):
        shell = run_tour.Shell(".", None)
        self.assertEqual(shell.run("word=left"), ("\n", 0))
        self.assertEqual(shell.run('echo "$word"'), ("left\n\n", 0))
        self.assertEqual(shell.run("false")[1], 1)
        shell.end()


if __name__ == "__main__":
    unittest.main()
