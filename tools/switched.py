"""Makes mutants of a C++ source, and one source in which each of them is chosen at run time.

A mutant changes one thing in one line of a function. In the switched source the body of a function
stands once for each of its mutants and once as it was, in the cases of a `switch`: nothing is
parsed, and a mutant is compiled just as it would be alone.
"""
import re

from cpp_text import LITERAL, functions

# Each with blanks around it, as the house writes them: templates and references have none.
SWAPS = ((" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" == ", " != "),
         (" != ", " == "), (" && ", " || "), (" || ", " && "), (" + ", " - "), (" - ", " + "),
         (" += ", " -= "), (" -= ", " += "), ("std::min(", "std::max("), ("std::max(", "std::min("),
         ("if (!", "if ("), ("return true;", "return false;"), ("return false;", "return true;"))
# What stands alone on its line: a call, an assignment, a guard that asks another function.
STATEMENT = re.compile(r"^\s+(?!return|using|const|auto|case|break|throw|static|std::\w+ )"
                       r"(?!\w+ \w+ = )(?:[\w*][\w.>\[\]*:-]+(?:\([^;]*\)| [-+]?= [^;]*)"
                       r"|(?:\+\+|--)[^;]+|if \(auto [^;]*\) return [^;]*);$")
# Checks are of what cannot be; planted bugs are compiled into a program of their own.
LEFT_ALONE = re.compile(r"\s*(#|static_assert|check\()|.*\bplanted\(")
SAYS_WHERE = re.compile(r"^(?P<file>[^\s:]+):(?P<line>\d+):(?:\d+:)?\s+"
                        r"(?P<what>(?:recursively )?required from|(?:fatal )?error:)"
                        r"|^\s+inlined from .* at (?P<its>[^\s:]+):(?P<at>\d+):")

PRELUDE = '''\
namespace mutation {
extern const bool recording;
int chosen_of(const char* file);
void record(const char* file, int mark);
namespace {
inline int chosen() { static const int number = chosen_of("%(name)s"); return number; }
[[maybe_unused]] constexpr int here() { if consteval { return 0; } else { return chosen(); } }
[[maybe_unused]] constexpr void reached(int mark) {
    if consteval {} else { if (recording) record("%(name)s", mark); }
}
}  // namespace
}  // namespace mutation
'''
# Compiled once, for all sources.
SWITCH = '''\
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <set>
#include <string>
namespace mutation {
extern const bool recording;
const bool recording = std::getenv("ZQ_REACHED") != nullptr;
int chosen_of(const char* file) {
    const char* named = std::getenv("ZQ_MUTANT");
    const std::string mutant = named ? named : "";
    const auto colon = mutant.rfind(':');
    return mutant.substr(0, colon) == file ? std::atoi(mutant.c_str() + colon + 1) : 0;
}
void record(const char* file, int mark) {
    static std::mutex alone;
    static std::set<std::pair<std::string, int>> told;
    const std::lock_guard lock{alone};
    if (!told.emplace(file, mark).second) return;
    std::ofstream{std::getenv("ZQ_REACHED"), std::ios::app} << file << ':' << mark << std::endl;
}
}  // namespace mutation
'''


class Mutant:
    """`name` is the source's; `number` counts within it, from 1; lines count from 1, too."""

    def __init__(self, name, number, line, before, after):
        self.name, self.number, self.line = name, number, line
        self.before, self.after = before, after

    def key(self):
        return f"{self.name}: {self.before.strip()} -> {self.after.strip()}"

    def __str__(self):
        return f"{self.name}:{self.line}: `{self.before.strip()}` -> `{self.after.strip()}`"


def blanked(text):
    """The text with comments and literals blank, column for column."""
    return LITERAL.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def mutants_of(name, text):
    """Every mutant of a source. Comments and texts are left alone."""
    found = []
    code, bodies = blanked(text).split("\n"), _bodies(text)
    for line, before in enumerate(text.split("\n"), 1):
        if LEFT_ALONE.match(before) or not any(first <= line <= last for first, last in bodies):
            continue
        for after in _changed(before, code[line - 1], _line_before(code, line)):
            found.append(Mutant(name, len(found) + 1, line, before, after))
    return found


def _changed(line, code, before):
    for old, new in SWAPS:
        at = code.find(old)
        while at >= 0:
            yield line[:at] + new + line[at + len(old):]
            at = code.find(old, at + 1)
    if STATEMENT.match(code) and before.endswith((";", "{", "}", ":", ")", "else")):
        yield re.sub(r"\S.*", "{}", line)


class Switched:
    """A source with all its mutants but the `stillborn` and the marks by which it tells its way."""

    def __init__(self, name, text):
        self.name, self.text, self.mutants = name, text, mutants_of(name, text)
        self.bodies, self.code = _bodies(text), blanked(text).split("\n")
        self.stillborn, self.unmarked = set(), set()
        self.owners = []  # of each line of what was written last: ("mutant" | "mark" | "function",
        #                   its number or first line)

    def written(self):
        out = [(line, None) for line in (PRELUDE % {"name": self.name}).splitlines()]
        lines, at = self.text.split("\n"), 0
        for first, last in self.bodies:
            mutants = [one for one in self.mutants
                       if first <= one.line <= last and one.number not in self.stillborn]
            if not mutants:
                continue
            out += [(line, None) for line in lines[at:first - 1]]
            out += self._switch(lines[first - 1:last], first, mutants)
            at = last
        out += [(line, None) for line in lines[at:]]
        self.owners = [owner for _, owner in out]
        return "\n".join(line for line, _ in out) + "\n"

    def _switch(self, lines, first, mutants):
        head, body, tail = _parted(lines)
        yield head + " switch (mutation::here()) {", None
        for one in mutants:
            changed = list(lines)
            changed[one.line - first] = one.after
            yield f"case {one.number}: {{", ("mutant", one.number)
            yield from ((line, ("mutant", one.number)) for line in _parted(changed)[1])
            yield "} break;", ("mutant", one.number)
        yield "default: {", None
        marks = {self.mark_of(one) for one in mutants}
        for number, line in enumerate(body, first):
            if number in marks:
                yield f"mutation::reached({number});", ("mark", number)
            yield line, ("mark", number) if number in marks else ("function", first)
        yield "}}" + tail, None

    def mark_of(self, mutant):
        """The line that is reached whenever the mutant's is: where its statement begins."""
        first = next(first for first, last in self.bodies if first <= mutant.line <= last)
        depth = _indent(self.code[mutant.line - 1])
        for number in range(mutant.line, first, -1):
            line = self.code[number - 1]
            if (number not in self.unmarked and _indent(line) <= depth
                    and _begins_statement(line, _line_before(self.code, number))):
                return number
        return first

    def blame(self, path, output):
        """Gives up what the compiler complains of; whether there was anything to give up."""
        given_up, context = len(self.stillborn) + len(self.unmarked), []
        for text in output.split("\n"):
            where = SAYS_WHERE.match(text)
            if not where:
                continue
            if (where["file"] or where["its"]) == path:
                context.append(int(where["line"] or where["at"]))
            if where["what"] and where["what"].endswith("error:"):
                line = context[-1] if where["file"] == path else next(iter(context), 0)
                kind, number = self.owners[line - 1] or ("", 0) if line else ("", 0)
                self.stillborn |= {number} if kind == "mutant" else set()
                self.unmarked |= {number} if kind == "mark" else set()
                # Only a template is instantiated wrongly by its mutants elsewhere: none is kept.
                self.stillborn |= set(self._mutants_in(number)) if kind == "function" else set()
                context = []
        return len(self.stillborn) + len(self.unmarked) > given_up

    def _mutants_in(self, first):
        last = dict(self.bodies)[first]
        return (one.number for one in self.mutants if first <= one.line <= last)


def _bodies(text):
    return [(first, last) for first, last, _ in functions(text)]


def _parted(lines):
    """The lines of a function from its brace on, parted into `… {`, the body and `}`."""
    if len(lines) == 1:
        begin, end = lines[0].index("{ ") + 1, lines[0].rindex("}")
        return lines[0][:begin], [lines[0][begin:end]], lines[0][end:]
    begin = lines[0].rindex("{") + 1
    return lines[0][:begin], [lines[0][begin:], *lines[1:-1]], lines[-1]


def _indent(line):
    return len(line) - len(line.lstrip())


def _line_before(lines, number):
    return next((line.rstrip() for line in reversed(lines[:number - 1]) if line.strip()), "")


def _begins_statement(line, before):
    return bool(line.strip()) and before.endswith((";", "{", "}", ":")) and not re.match(
        r"\s*(\}|else\b|case\b|default\b|using\b|public:|private:|\w+:$)", line)
