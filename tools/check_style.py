#!/usr/bin/env python3
"""Fails on what the house style forbids and no compiler reports: length, loose ends, vague names.

Every problem is printed as file:line with the way out. Formatting proper is clang-format's.
"""
import ast
import pathlib
import re
import sys

from cpp_text import functions, without_literals

MAX_COLUMNS = 100
MAX_FUNCTION_LINES = 70
FOLDERS = ("src", "tests", "sim", "bench", "fuzz")
PURE = ("src/base/", "src/domain/", "src/engine/")
# Written in halves, so that this file does not find itself.
LOOSE_ENDS = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X"
    r"|(?i:st" r"ub|place" r"holder|not imple" r"mented|for n" r"ow))\b"
)
VAGUE_NAME = re.compile(r"(^|[_-])(utils?|helpers?|managers?)([_.-]|$)", re.IGNORECASE)


def problems(root):
    """Yields one line for each breach in the tree at `root`."""
    for path in house_files(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        for number, problem in sorted(file_problems(name, text)):
            yield f"{name}:{number}: {problem}"


def house_files(root):
    for folder in FOLDERS:
        yield from sorted(p for p in (root / folder).rglob("*") if p.suffix in (".h", ".cpp"))
    yield from sorted((root / "tools").glob("*.py"))
    yield from (p for p in (root / "dev", root / "CMakeLists.txt") if p.exists())


def file_problems(name, text):
    if VAGUE_NAME.search(name.rsplit("/", 1)[-1]):
        yield 1, "a file is named for what it holds, not utils, helper or manager"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, "end the last line with a line feed"
    yield from line_problems(text)
    if name.endswith((".h", ".cpp")):
        yield from cpp_problems(name, text)
    for first, last, what in function_spans(name, text):
        if (lines := last - first + 1) > MAX_FUNCTION_LINES:
            yield first, f"{what} has {lines} lines; at most {MAX_FUNCTION_LINES} fit a screen"


def line_problems(text):
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_COLUMNS:
            yield number, f"{len(line)} columns; at most {MAX_COLUMNS}"
        if "\t" in line:
            yield number, "a tab; indent with spaces"
        if line != line.rstrip():
            yield number, "blanks at the end of the line"
        if found := LOOSE_ENDS.search(line):
            yield number, f"'{found[0]}': finish it, or open an issue"


def cpp_problems(name, text):
    if not any(line.lstrip().startswith(("//", "/*")) for line in text.splitlines()[:3]):
        yield 1, "open the file with a comment: what it is and the one decision worth knowing"
    if name.startswith(PURE):
        for number, line in enumerate(without_literals(text).splitlines(), start=1):
            if re.search(r"\bdefault\s*:", line):
                yield number, "no default: name every case, so that a new one is a compile error"


def function_spans(name, text):
    """Yields (first line, last line, what it is called)."""
    if name.endswith((".h", ".cpp")):
        for first, last, head in functions(text):
            yield first, last, "a function" if not head else f"`{' '.join(head.split())[:60]}`"
    elif name.endswith(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                yield node.lineno, node.end_lineno, f"`{node.name}`"
    elif name == "dev":
        for match in re.finditer(r"^(\w+)\(\) \{\n.*?^\}", text, re.MULTILINE | re.DOTALL):
            first = text.count("\n", 0, match.start()) + 1
            yield first, first + match[0].count("\n"), f"`{match[1]}`"


def main():
    found = list(problems(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found) or "style: nothing to say")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
