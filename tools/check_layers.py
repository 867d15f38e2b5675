#!/usr/bin/env python3
"""Fails when an #include of src/ points upwards, or a pure floor reaches for the outside world.

FLOORS is the architecture: a floor may include itself and the floors it names, nothing else. A
folder that is not listed is an error, so that the picture cannot go out of date. Tests of a pure
floor may read files; they still obey the arrows.
"""
import pathlib
import re
import sys

from cpp_text import without_literals

FLOORS = {
    "base": [],
    "domain": ["base"],
    "engine": ["domain", "base"],
    "app": ["engine", "domain", "base"],
    "rulebook": ["domain", "base"],
    "store": ["app", "engine", "domain", "base"],
    "http": ["app", "engine", "domain", "base"],
    "papers": ["app", "engine", "domain", "base"],
    "links": ["app", "engine", "domain", "base"],
}
FLOORS["main"] = list(FLOORS)
PURE = ("base", "domain", "engine")

IMPURE_HEADER = re.compile(
    r"boost/(?!container/)|toml|sqlite3|soci/|libpq|spdlog/|sodium"
    r"|(fstream|iostream|filesystem|thread|jthread|mutex|shared_mutex|future|random|ctime|time\.h)$"
)
IMPURE_CODE = re.compile(
    r"(system|steady|high_resolution)_clock::now|\b(double|float)\b"
    r"|\brandombytes|\bcrypto_\w+|\bRAND_\w+"
)
# Each of these is known in one place only, so that it can be exchanged there.
KEPT_IN = {
    re.compile(r"toml"): ("rulebook",),
    re.compile(r"soci/|sqlite3|libpq"): ("store",),
    re.compile(r"boost/beast"): ("http", "links"),
    re.compile(r"CLI/"): ("main",),
}


def problems(src):
    """Yields one line for each breach under the folder `src`."""
    for path in sorted(p for p in src.rglob("*") if p.suffix in (".h", ".cpp")):
        parts = path.relative_to(src).parts
        if parts[0] not in FLOORS or len(parts) == 1:
            yield f"{path}: '{parts[0]}' is no floor; FLOORS in tools/check_layers.py lists them"
            continue
        code = without_literals(path.read_text(encoding="utf-8"))
        for number, line in enumerate(code.splitlines(), start=1):
            for problem in line_problems(parts[0], line, path.name.endswith("_test.cpp")):
                yield f"{path}:{number}: {problem}"


def line_problems(floor, line, is_test):
    include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
    if include and include[1] == '"':
        yield from own_include_problems(floor, include[2])
    elif include:
        yield from foreign_include_problems(floor, include[2], is_test)
    elif floor in PURE and not is_test and (found := IMPURE_CODE.search(line)):
        yield f"{floor} is pure and may not use {found[0]}"


def own_include_problems(floor, header):
    other = header.split("/")[0] if "/" in header else None
    if other not in FLOORS:
        yield f'name "{header}" by its floor, as "{floor}/{header}", or in <> if it is not ours'
    elif other != floor and other not in FLOORS[floor]:
        yield f"{floor} may not include {other}, only {', '.join(FLOORS[floor]) or 'itself'}"


def foreign_include_problems(floor, header, is_test):
    if floor in PURE and not is_test:
        if IMPURE_HEADER.match(header) or (header.startswith("openssl") and floor != "base"):
            yield f"{floor} is pure and may not include <{header}>"
            return
    for pattern, homes in KEPT_IN.items():
        if pattern.match(header) and floor not in homes:
            yield f"<{header}> is known in {' and '.join(homes)} only"


def main():
    found = list(problems(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "src")))
    print("\n".join(found) or "layers: every include points down")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
