"""The benchmarks: ./dev bench calls this. Writes build/bench/results.md, comparison.svg, results.json.

comparison  the HTTP floor, claims on SQLite and PostgreSQL, the naive function on PostgreSQL, and
            Redis; in interleaved rounds, all on one disk
overload    ten times the load that can be served, and what comes after: on the disk as it is, where
            the generator takes the processor time that it needs from the server, and on a slow
            disk, where ten times the load can truly be sent
growth      claims by how many enterprises, products and stored orders there are

Afterwards rows are counted: the run fails when an order is missing, told of twice or oversold.
"""
import argparse
import itertools
import json
import os
import pathlib
import platform
import shutil
import signal
import sys
import tempfile
import time

import report
from servers import ROOT, Disk, NaivePostgres, Postgres, Redis, Zuoquan, stop_all

OUT = ROOT / "build" / "bench"


def options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["comparison", "overload"],
                        help="comparison, overload, growth (default: the first two)")
    parser.add_argument("--quick", action="store_true", help="a minute: does the tool work?")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=8, help="of each measurement")
    parser.add_argument("--enterprises", type=int, default=200_000)
    parser.add_argument("--products", type=int, default=200)
    parser.add_argument("--connections", type=int, nargs="+", default=[64, 512, 2000])
    parser.add_argument("--orders", type=int, default=10_000_000, help="stored, for growth")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"],
                        choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    if unknown := set(chosen.what) - {"comparison", "overload", "growth"}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if chosen.quick:
        chosen.rounds, chosen.seconds = 2, 1
        chosen.enterprises, chosen.products, chosen.connections = 2_000, 20, [8, 64]
    return chosen


def say(text):
    print(text, flush=True)


DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SLOW = 9_000_000  # bytes a second of the slow disk: some two thousand claims a second
NO_TREE = "sqlite-no-tree"  # the same without the Merkle tree of the log, to see what that costs


def zuoquan(kind, folder, size, postgres, disk=None):
    """A server over a fresh opening day."""
    if kind == NO_TREE:
        return Zuoquan("SQLite, no tree of the log", f"sqlite:{folder}/zuoquan.db", folder, size,
                       ["--checkpoint-every", "0"])
    url = f"sqlite:{folder}/zuoquan.db" if kind == "sqlite" else postgres.create("zuoquan")
    return Zuoquan(DATABASES[kind], url, folder, size, disk=disk)


def warm_and_measured(seconds, rate=0):
    return [("warm", min(1, seconds / 2), rate), ("measured", seconds, rate)]


# ---- the comparison


class Comparison:
    """Rows by what is measured; every round adds one value to each of them."""

    def __init__(self, chosen, folder):
        self.chosen = chosen
        self.size = (chosen.enterprises, chosen.products)
        self.rows = {}
        self.notes = []
        self.postgres = Postgres(folder / "postgres")
        self.naive = NaivePostgres(self.postgres, self.size)
        self.redis = Redis(folder / "redis", self.size)
        self.ours = {}
        for kind in chosen.databases + ([NO_TREE] if "sqlite" in chosen.databases else []):
            server = zuoquan(kind, folder / kind, self.size, self.postgres)
            self.ours[kind] = server
            self.notes.append(
                f"Set-up of {self.size[0]:,} enterprises on {server.name}: {server.setup_s:.1f} s; "
                f"start of the server: {server.startup_s:.1f} s.")

    def round(self, number):
        """Everything once, each round beginning elsewhere."""
        measurements = [self._measure_naive, self._measure_redis]
        for connections in self.chosen.connections:
            measurements.append(lambda c=connections: self._measure_floor(c))
            for key in self.ours:
                measurements.append(lambda k=key, c=connections: self._measure_claims(k, c))
        first = number * len(measurements) // self.chosen.rounds
        for measure in measurements[first:] + measurements[:first]:
            measure()

    def _measure_naive(self):
        rate, latency = self.naive.claims(self.chosen.seconds)
        self._add("naive", "naive PostgreSQL, plpgsql, pgbench (mean)", NaivePostgres.clients, rate,
                  {"p50": latency, "p99": None})

    def _measure_redis(self):
        self._add_load("redis", "Redis, Lua, appendfsync always", Redis.clients, 201,
                       self.redis.claims(warm_and_measured(self.chosen.seconds)))

    def _measure_floor(self, connections):
        self._add_load("floor", "HTTP floor, GET /healthz", connections, 200,
                       next(iter(self.ours.values())).get(
                           connections, warm_and_measured(self.chosen.seconds)))

    def _measure_claims(self, key, connections):
        server = self.ours[key]
        self._add_load(key, f"claims on {server.name}", connections, 201,
                       server.claims(connections, warm_and_measured(self.chosen.seconds)))

    def _add_load(self, key, name, connections, good, result):
        measured = result["phases"]["measured"]
        answers = measured["all"]["by_status"]
        refused = {s: a["count"] for s, a in answers.items() if s != str(good)}
        if result["broken"] or set(refused) - {"503"}:
            raise SystemExit(f"{name}, {connections} connections: {result['broken']} broken "
                             f"connections, unexpected answers {refused}")
        good_answers = answers.get(str(good), {"count": 0, "p50": 0, "p99": 0})
        self._add(key, name, connections, good_answers["count"] / measured["seconds"],
                  good_answers, sum(refused.values()))

    def _add(self, key, name, connections, rate, latency, refused=0):
        row = self.rows.setdefault((key, connections), {
            "key": key, "name": name, "connections": connections,
            "rates": [], "p50": [], "p99": [], "refused": []})
        row["rates"].append(rate)
        row["refused"].append(refused)
        for part in ("p50", "p99"):
            if latency[part] is not None:
                row[part].append(latency[part])
        say(f"  {name}, {connections}: {rate:,.0f}/s"
            + (f", {refused:,} refused" if refused else ""))

    def finish(self):
        self.naive.count()
        self.redis.count()
        self.redis.stop_now()
        for server in self.ours.values():
            counted = server.stop()
            self.notes.append(
                f"{server.name}: {counted['orders']:,} orders stored, as many as were acknowledged "
                f"and the same ones; every stock, quota and the budget is the sum of its orders; "
                f"peak memory {server.memory_mb:,} MB.")
        self.postgres.stop_now()
        self.notes.append(f"naive PostgreSQL: {self.naive.done:,} claims, Redis: "
                          f"{self.redis.done:,}; their rows are as many.")

    def ordered(self):
        order = ["naive", "redis", "floor", "sqlite", NO_TREE, "postgresql"]
        return sorted(self.rows.values(), key=lambda r: (order.index(r["key"]), r["connections"]))


def compare(chosen, folder):
    comparison = Comparison(chosen, folder)
    for number in range(chosen.rounds):
        say(f"Round {number + 1} of {chosen.rounds}")
        comparison.round(number)
    comparison.finish()
    return comparison


# ---- overload


def share_of_seconds(phase):
    """Second by second: (accepted, p99 of accepted, refused)."""
    for second in phase["each"]:
        accepted = second["by_status"].get("201", {"count": 0, "p99": 0})
        refused = second["by_status"].get("503", {"count": 0})
        yield accepted["count"], accepted["p99"], refused["count"]


def recovery_s(calm, after):
    """The first of five seconds in a row in which no claim is refused and p99 is at most twice the
    calm one. Five, not all to the end: a database that flushes its cache has such seconds in calm
    times, too."""
    usual = max(50_000, 2 * calm["all"]["by_status"]["201"]["p99"])
    fine = [accepted > 0 and refused == 0 and p99 <= usual
            for accepted, p99, refused in share_of_seconds(after)]
    return next((i for i in range(len(fine)) if all(fine[i:i + 5])), None)


def overload(chosen, folder, kind, is_slow):
    folder = folder / f"overload-{kind}{'-slow' if is_slow else ''}"
    folder.mkdir()
    folder.chmod(0o755)
    disk = Disk(folder)
    postgres = Postgres(folder / "postgres", disk) if kind == "postgresql" else None
    server = zuoquan(kind, folder / "zuoquan", (chosen.enterprises, chosen.products), postgres,
                     None if postgres else disk)
    filled(chosen, server)
    if is_slow:
        disk.slow_to(SLOW)
    figures = overloaded(chosen, server)
    server.stop()
    if postgres:
        postgres.stop_now()
    return figures


def filled(chosen, server):
    """A claim costs more, the more are stored, and less so the more there are: not the first
    moments of a database are measured."""
    server.stop_now()
    server.fill(chosen.enterprises * (1 if chosen.quick else 20))
    server.start()


def peak_of(chosen, server):
    """Accepted claims a second, of 512 clients who wait for their answers."""
    # Long enough for the database to copy its log meanwhile, as it does later.
    seconds = 2 * chosen.seconds
    phases = server.claims(64 if chosen.quick else 512, warm_and_measured(seconds))["phases"]
    return phases["measured"]["all"]["by_status"]["201"]["count"] / seconds


def overloaded(chosen, server):
    seconds = chosen.seconds
    peak = peak_of(chosen, server)
    offered = 10 * peak
    say(f"  peak {peak:,.0f}/s; now ten times that")
    result = server.claims(200 if chosen.quick else 4000, [
        ("calm", max(2, seconds), peak / 2), ("overload", 2 * seconds, offered),
        ("after", 4 if chosen.quick else 40, peak / 2)])
    # Meanwhile more orders were stored: what lies between two peaks is held against both.
    peak = (peak + peak_of(chosen, server)) / 2
    phases = result["phases"]
    under = phases["overload"]["all"]
    accepted = under["by_status"].get("201", {"count": 0, "p99": 0})
    refused = under["by_status"].get("503", {"count": 0, "p99": 0})
    answered = sum(each["count"] for each in under["by_status"].values())
    goodput = accepted["count"] / (2 * seconds)
    return {"peak": peak, "offered": offered, "reached": answered / (2 * seconds),
            "goodput": goodput, "goodput_share": goodput / peak,
            "accepted_p99_ms": accepted["p99"] / 1000, "refused_p99_ms": refused["p99"] / 1000,
            "refused": refused["count"], "dropped": under["dropped"],
            "recovery_s": recovery_s(phases["calm"], phases["after"]), "phases": phases}


# ---- growth


class City:
    """A row of the table of growth: a server over so many enterprises, products and orders."""

    def __init__(self, chosen, server):
        self.chosen, self.server = chosen, server
        self.row = {"enterprises": server.size[0], "products": server.size[1],
                    "orders": server.sent, "setup_s": server.setup_s,
                    "startup_s": server.startup_s, "rates": [], "p99": []}

    def round(self):
        connections = 64 if self.chosen.quick else 512
        result = self.server.claims(connections, warm_and_measured(self.chosen.seconds))
        good = result["phases"]["measured"]["all"]["by_status"]["201"]
        self.row["rates"].append(good["count"] / self.chosen.seconds)
        self.row["p99"].append(good["p99"])
        say(f"  {self.server.name}, {self.row['orders']:,} orders: {self.row['rates'][-1]:,.0f}/s")

    def fill(self, orders):
        """So many orders are stored, and the server starts again over them."""
        self.row["memory_mb"] = self.server.peak_memory_mb()
        self.server.stop_now()
        self.server.fill(orders - self.server.sent)
        self.server.start()
        return City(self.chosen, self.server)

    def read(self, what, path, logged_in):
        result = self.server.get(8, warm_and_measured(self.chosen.seconds), path, logged_in)
        good = result["phases"]["measured"]["all"]["by_status"]["200"]
        return {"what": f"{what}, {self.server.sent:,} orders, {self.row['products']:,} products",
                "rate": good["count"] / self.chosen.seconds, "p99": good["p99"]}


def growth(chosen, folder):
    sizes = [(10_000, 200), (200_000, 200), (2_000_000, 200), (200_000, 100), (200_000, 10_000)]
    if chosen.quick:
        sizes, chosen.orders = [(500, 5), (2_000, 5), (2_000, 50)], 1_000
    cities = []
    for size in sizes:
        say(f"Making a city of {size[0]:,} enterprises and {size[1]:,} products")
        name = f"{size[0]}-{size[1]}"
        cities.append(City(chosen, Zuoquan(name, f"sqlite:{folder}/{name}/zuoquan.db",
                                           folder / name, size)))
    for _ in range(chosen.rounds):
        for city in cities:
            city.round()
    say(f"Claiming until {chosen.orders:,} orders are stored")
    full = cities[1].fill(chosen.orders)
    for _ in range(chosen.rounds):
        full.round()
    programme = "/api/v1/programmes/beijing-2025"
    reads = [cities[-1].read("search in the catalogue", f"{programme}/catalogue?q=7", False),
             full.read("an enterprise's list of orders", f"{programme}/orders", True)]
    for city in cities:
        city.server.stop()
    for city in [*cities, full]:
        city.row.setdefault("memory_mb", city.server.memory_mb)
    return {"claims": [city.row for city in [*cities, full]], "reads": reads}


# ---- the report


def syncs_a_second(folder):
    """Appends of 4 KiB, each made durable: what the disk can do for one writer."""
    count, end = 0, time.monotonic() + 1
    descriptor = os.open(folder / "sync", os.O_WRONLY | os.O_CREAT)
    while time.monotonic() < end:
        os.write(descriptor, bytes(4096))
        os.fdatasync(descriptor)
        count += 1
    os.close(descriptor)
    return count


def machine(folder):
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.machine())
    return (f"{model}, {os.cpu_count()} cores, shared by server, database and load; "
            f"{syncs_a_second(folder):,} synced appends of 4 KiB a second; load average at the "
            f"start {os.getloadavg()[0]:.2f}; {time.strftime('%Y-%m-%d %H:%M')} UTC.")


def main():
    chosen = options()
    OUT.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="zuoquan-bench-", dir="/var/tmp"))
    folder.chmod(0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    results = {"machine": machine(folder), "chosen": vars(chosen)}
    lines = ["# Benchmarks", "", results["machine"], "",
             f"{chosen.enterprises:,} enterprises, {chosen.products:,} products, four of five claims "
             f"for one of them; {chosen.rounds} rounds of {chosen.seconds:g} s each, interleaved. "
             "Ratios are medians of the ratios within a round.", ""]
    try:
        if "comparison" in chosen.what:
            done = compare(chosen, folder)
            results["comparison"] = done.ordered()
            lines += [*report.comparison_table(done.ordered()), "", *done.notes, ""]
            (OUT / "comparison.svg").write_text(
                report.plot(done.ordered(), "Durable claims a second (median and range)"))
        if "overload" in chosen.what:
            results["overload"] = {}
            for kind, is_slow in itertools.product(chosen.databases, (False, True)):
                title = f"{DATABASES[kind]}, {'slow' if is_slow else 'usual'} disk"
                say(f"Ten times the load on {title}")
                results["overload"][title] = overload(chosen, folder, kind, is_slow)
                lines += [f"## Ten times the load on {title}", "",
                          *report.overload_lines(results["overload"][title]), ""]
        if "growth" in chosen.what:
            results["growth"] = growth(chosen, folder)
            lines += ["## How cost grows", "", *report.growth_lines(results["growth"]), ""]
    finally:
        stop_all()
        shutil.rmtree(folder, ignore_errors=True)
    (OUT / "results.md").write_text("\n".join(lines))
    (OUT / "results.json").write_text(json.dumps(results, indent=1, default=str))
    say("\n".join(["", *lines, f"Written to {OUT.relative_to(ROOT)}/"]))


if __name__ == "__main__":
    main()
