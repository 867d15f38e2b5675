"""Reads C++ source the way the checks need it: without comments and strings, function by function.

It is a scanner, not a parser: brackets and literals are enough for house rules, and it needs no
library.
"""
import re

LITERAL = re.compile(
    r"""
      //[^\n]*
    | /\*.*?\*/
    | (?<!\w)(?:u8|[uUL])?R"(?P<tag>[^()\s\\]*)\(.*?\)(?P=tag)"
    | "(?:\\.|[^"\\\n])*"
    | (?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'
    """,
    re.DOTALL | re.VERBOSE,
)
MEMBER_INITIALISER = re.compile(r"\)[^()]*(?<!:):(?!:).*[\w>]$", re.DOTALL)
CONTAINER = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")


def without_literals(text):
    """The text with comments and literals emptied, line for line; include lines stay whole."""

    def emptied(match):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if match[0][0] == '"' and text[line_start : match.start()].lstrip().startswith("#"):
            return match[0]
        quotes = "" if match[0].startswith("/") else match[0][-1] * 2
        return quotes + "\n" * match[0].count("\n")

    return LITERAL.sub(emptied, text)


def functions(text):
    """Yields (first line, last line, head) of every outermost function body."""
    code = re.sub(r"^[ \t]*#.*(?:\\\n.*)*$", "", without_literals(text), flags=re.MULTILINE)
    head, line, stack = "", 1, []
    for char in code:
        if char == "{":
            stack.append((_kind(head, stack), line, head))
            head = ""
        elif char == "}" and stack:
            kind, first, its_head = stack.pop()
            if kind == "function":
                yield first, line, its_head.strip()
            head = its_head if kind == "initialiser" else ""
        elif char == ";":
            head = ""
        else:
            line += char == "\n"
            head += char


def _kind(head, stack):
    """What a brace after these words opens; inside a function all braces are plain blocks."""
    if stack and stack[-1][0] in ("function", "block", "initialiser"):
        return "block"
    if MEMBER_INITIALISER.search(head):
        return "initialiser"
    if ")" in head and not head.rstrip().endswith(("=", "(", ",")):
        return "function"
    return "container" if CONTAINER.search(head) else "block"
