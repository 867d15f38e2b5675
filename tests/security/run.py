"""Checks a running server from outside, by ASVS 5.0: `./dev security`.

Each check is a line: its ASVS number, our number, what must hold, and what came out. The table goes
into docs/security-checks.md with --write; without, it must stand there already.
"""
import argparse
import importlib
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "faults")]

from checks import all_checks  # noqa: E402
from serving import ROOT  # noqa: E402
from town import Town, has_pages  # noqa: E402

PAGE = ROOT / "docs" / "security-checks.md"
HEAD = """# Security checks

Written by `./dev security --write`; `./dev test` holds it against what the checks say. It asks a
running server from outside, as it would run behind a proxy. The first column is a number of the
[OWASP ASVS 5.0](https://github.com/OWASP/ASVS/tree/v5.0.0), the second one is ours
(`tests/security/`).

- **pass**: asked and found so. **FAIL**: asked and not found so.
- **shown by**: another test of this project shows it.
- **missing**: not there yet; [security.md](security.md) says what that means for an operator.
- **not applicable**: cannot happen here, and why.

| ASVS 5.0 | Check | What | Result |
| --- | --- | --- | --- |
"""


def load_checks():
    for path in sorted(HERE.glob("s_*.py")):
        importlib.import_module(path.stem)
    return all_checks()


def page_of(checks):
    rows = []
    for one in checks:
        note = f": {one.note}" if one.note else ""
        cells = (one.asvs, one.number, one.what, f"{one.result}{note}")
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return HEAD + "".join(rows)


def selected(checks, wanted):
    return [one for one in checks if not wanted or one.number in wanted]


def run(checks):
    town = Town()
    try:
        for one in checks:
            began = time.monotonic()
            one.run(town)
            took = time.monotonic() - began
            print(one.line() + (f"  [{took:.1f} s]" if took > 1 else ""), flush=True)
    finally:
        town.stop()


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    asked.add_argument("numbers", nargs="*", metavar="NUMBER", help="only these: 'S-WB 46a'")
    options = asked.parse_args()
    if not has_pages():
        sys.exit("web/dist is not built; ./dev security builds it")
    checks = selected(load_checks(), options.numbers)
    if not checks:
        sys.exit(f"there is no check {options.numbers}")
    run(checks)
    passed = sum(one.result == "pass" for one in checks)
    failed = sum(one.result == "FAIL" for one in checks)
    others = len(checks) - passed - failed
    if options.write and not options.numbers:
        PAGE.write_text(page_of(checks), encoding="utf-8")
    elif not options.numbers:
        is_current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page_of(checks)
        print(f"{PAGE.name} says the same" if is_current else
              f"{PAGE.name} says something else; ./dev security --write")
        passed, failed = passed + is_current, failed + (not is_current)
    print(f"{others} checks that are made elsewhere, missing or not applicable")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
