"""Writes what was measured: a Markdown table, and bars with their range as SVG."""
from html import escape
from statistics import median


def grouped(number):
    return f"{number:,.0f}"


def spread(values):
    return f"{grouped(min(values))}–{grouped(max(values))}"


def ms(values):
    return "–" if not values else f"{median(values) / 1000:.1f}"


def ratio(row, base):
    """The median of the ratios within each round."""
    if base is None or row is base:
        return "1" if row is base else "–"
    return f"{median(a / b for a, b in zip(row['rates'], base['rates'])):.2f}"


def comparison_table(rows):
    find = lambda key, **more: next(
        (r for r in rows if r["key"] == key and all(r[k] == v for k, v in more.items())), None)
    lines = ["| what | connections | per second | range | p50 ms | p99 ms | refused "
             "| × naive PostgreSQL | × Redis | × floor |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for row in rows:
        floor = find("floor", connections=row["connections"])
        lines.append(
            f"| {row['name']} | {row['connections']} | {grouped(median(row['rates']))} "
            f"| {spread(row['rates'])} | {ms(row['p50'])} | {ms(row['p99'])} "
            f"| {grouped(sum(row['refused']))} | {ratio(row, find('naive'))} "
            f"| {ratio(row, find('redis'))} "
            f"| {ratio(row, floor) if row['key'] not in ('naive', 'redis') else '–'} |")
    return lines


COLOURS = {"floor": "#9aa5b1", "naive": "#c8553d", "redis": "#8a5aa8", "sqlite": "#2f6f4f",
           "sqlite-no-tree": "#7aa78d",
           "postgresql": "#2b5d8a"}


def plot(rows, title):
    """Horizontal bars: the median, and a line from the least to the most."""
    left, width, bar, gap = 330, 560, 22, 10
    most = max(max(row["rates"]) for row in rows) or 1
    height = 60 + len(rows) * (bar + gap)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 120}" '
             f'height="{height}" font-family="sans-serif" font-size="14">',
             '<rect width="100%" height="100%" fill="white"/>',
             f'<text x="16" y="28" font-size="17">{escape(title)}</text>']
    for i, row in enumerate(rows):
        y = 48 + i * (bar + gap)
        at = lambda value: left + value / most * width
        middle = median(row["rates"])
        label = f"{row['name']}, {row['connections']}"
        parts += [
            f'<text x="{left - 10}" y="{y + 16}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{left}" y="{y}" width="{at(middle) - left:.1f}" height="{bar}" '
            f'fill="{COLOURS[row["key"]]}"/>',
            f'<line x1="{at(min(row["rates"])):.1f}" x2="{at(max(row["rates"])):.1f}" '
            f'y1="{y + bar / 2}" y2="{y + bar / 2}" stroke="black"/>',
            f'<text x="{at(max(row["rates"])) + 8:.1f}" y="{y + 16}">{grouped(middle)}</text>']
    return "\n".join([*parts, "</svg>", ""])


def overload_lines(result):
    limits = {"goodput_share": "at least 0.90", "accepted_p99_ms": "under 1,000",
              "refused_p99_ms": "under 50", "recovery_s": "at most 30"}
    names = {"peak": "peak, accepted a second", "offered": "due a second",
             "reached": "answered a second under overload",
             "goodput": "accepted a second under overload", "goodput_share": "share of the peak",
             "accepted_p99_ms": "p99 of accepted, ms", "refused_p99_ms": "p99 of refused, ms",
             "refused": "refused with 503", "dropped": "due, but no connection was free",
             "recovery_s": "seconds until as before"}
    lines = ["| what | figure | goal |", "| --- | ---: | --- |"]
    for key, name in names.items():
        value = result[key]
        text = "–" if value is None else f"{value:.2f}" if key == "goodput_share" else grouped(value)
        lines.append(f"| {name} | {text} | {limits.get(key, '')} |")
    return lines


def growth_lines(growth):
    rows = growth["claims"]
    lines = ["| enterprises | products | orders | claims a second | range | p99 ms | × smallest "
             "| set-up s | start-up s | peak memory MB |",
             "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for row in rows:
        lines.append(
            f"| {grouped(row['enterprises'])} | {grouped(row['products'])} "
            f"| {grouped(row['orders'])} | {grouped(median(row['rates']))} "
            f"| {spread(row['rates'])} | {ms(row['p99'])} | {ratio(row, rows[0])} "
            f"| {row['setup_s']:.1f} | {row['startup_s']:.1f} | {grouped(row['memory_mb'])} |")
    lines += ["", "| read | per second | p99 ms |", "| --- | ---: | ---: |"]
    for read in growth["reads"]:
        lines.append(f"| {read['what']} | {grouped(read['rate'])} | {ms([read['p99']])} |")
    return lines
