#!/usr/bin/env python3
"""Shows for every clause of the guides where it is cited: rulebook, source, tests and scenarios.

A clause is covered when a test or a scenario cites its id; `--min` holds the number of covered
clauses to what it once was, as a ratchet. Only ids written out count, so a range covers nothing.
An id of a known series that no clauses.toml defines is an error wherever it is cited.
"""
import argparse
import collections
import pathlib
import re
import sys
import tomllib

ID = re.compile(r"(?<![\w-])([A-Z]\d{0,2})-\d{3}(?![\w-])")
KEYS = {"id", "ref", "stage", "actor", "kind", "zh", "en"}
PLACES = ("rulebook", "source", "test")


def clauses_of(root):
    """All clauses by id, in the order of their files."""
    clauses = {}
    for path in sorted(root.glob("programmes/*/clauses*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("clause", []):
            if missing := KEYS - row.keys():
                lacks = ", ".join(sorted(missing))
                raise ValueError(f"{path}: clause {row.get('id')} lacks {lacks}")
            if row["id"] in clauses:
                raise ValueError(f"{path}: clause {row['id']} is defined twice")
            clauses[row["id"]] = row
    return clauses


def place_of(name):
    """In which column a file of the tree counts, or None."""
    if re.fullmatch(r"programmes/[^/]+/rulebook.*\.toml", name):
        return "rulebook"
    if re.fullmatch(r"(programmes/[^/]+/scenarios/.*\.toml|src/.*_test\.cpp|tests/.*)", name):
        return "test"
    if re.fullmatch(r"src/.*\.(h|cpp)", name):
        return "source"
    return None


def citations_of(root):
    """{id: {place: [file:line, ...]}} over the whole tree."""
    found = collections.defaultdict(lambda: {place: [] for place in PLACES})
    for folder in ("programmes", "src", "tests"):
        for path in sorted(p for p in (root / folder).rglob("*") if p.is_file()):
            name = path.relative_to(root).as_posix()
            if not (place := place_of(name)):
                continue
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            for number, line in enumerate(lines, start=1):
                for identity in {match[0] for match in ID.finditer(line)}:
                    found[identity][place].append(f"{name}:{number}")
    return found


def unknown(clauses, citations):
    """Citations of ids of a known series that do not exist; tests may invent such ids."""
    series = {identity.split("-")[0] for identity in clauses}
    for identity, places in sorted(citations.items()):
        if identity not in clauses and identity.split("-")[0] in series:
            cited = places["rulebook"] + places["source"]
            cited += [where for where in places["test"] if where.startswith("programmes/")]
            yield from (f"{where}: no clause has the id {identity}" for where in cited)


def is_covered(citations, identity):
    return identity in citations and bool(citations[identity]["test"])


def print_clause(row, places):
    print(f"{row['id']}  {row['ref']}  {row['en']}")
    for place in PLACES:
        for where in places[place]:
            print(f"    {place:8}  {where}")


def print_summary(clauses, citations):
    print(f"{'series':8}{'clauses':>9}{'rulebook':>10}{'source':>8}{'test':>6}{'nowhere':>9}")
    by_series = collections.defaultdict(list)
    for identity in clauses:
        by_series[identity.split("-")[0]].append(identity)
    for series, ids in sorted(by_series.items()):
        counts = [sum(bool(citations[i][place]) for i in ids) for place in PLACES]
        nowhere = sum(not any(citations[i].values()) for i in ids)
        print(f"{series:8}{len(ids):>9}{counts[0]:>10}{counts[1]:>8}{counts[2]:>6}{nowhere:>9}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ids", nargs="*", help="only these clauses")
    parser.add_argument("--summary", action="store_true", help="only counts")
    parser.add_argument("--uncovered", action="store_true", help="only what no test cites")
    parser.add_argument("--min", nargs="?", const="", metavar="N",
                        help="fail when fewer are covered; N is in tools/clauses_floor.txt")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path("."))
    return parser.parse_args()


def holds_floor(covered, total, text, root):
    floor = int(text or (root / "tools/clauses_floor.txt").read_text())
    print(f"{covered} of {total} clauses are cited by a test or scenario; {floor} must be")
    return covered >= floor


def main():
    wanted = arguments()
    clauses, citations = clauses_of(wanted.root), citations_of(wanted.root)
    if strangers := [i for i in wanted.ids if i not in clauses]:
        sys.exit(f"no clause has the id {', '.join(strangers)}")
    covered = {identity for identity in clauses if is_covered(citations, identity)}
    wrong = list(unknown(clauses, citations))
    print("\n".join(wrong), end="\n" if wrong else "")
    if wanted.min is not None:
        enough = holds_floor(len(covered), len(clauses), wanted.min, wanted.root)
        return 0 if enough and not wrong else 1
    if wanted.summary:
        print_summary(clauses, citations)
        return 0
    for identity in wanted.ids or clauses:
        if not (wanted.uncovered and identity in covered):
            print_clause(clauses[identity], citations[identity])
    return 0


if __name__ == "__main__":
    sys.exit(main())
