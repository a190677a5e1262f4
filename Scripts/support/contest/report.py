"""Figures as a table, in Markdown and as JSON."""

import statistics

MEASURES = ["cpu", "wall", "memory"]
HEAD = (
    "| case | tool | runs | CPU (s) | wall (s) | peak memory (MiB) | GET | PUT | other | connections | MB in | MB out | queries |"
    "\n|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def medians(runs):
    """Medians of what was measured, with least and most, and what both sides saw of the last run."""
    result = {measure: statistics.median(run[measure] for run in runs) for measure in MEASURES}
    result["range"] = {measure: [min(run[measure] for run in runs), max(run[measure] for run in runs)] for measure in MEASURES}
    result["runs"] = len(runs)
    return result | {seen: runs[-1][seen] for seen in ["source", "sink", "queries"]}


def row(case, name, figures):
    source, sink = figures["source"], figures["sink"]
    gets = source["requests"].get("GET", 0)
    others = sum(source["requests"].values()) - gets
    puts, connections, out = "–", f"{source['connections']}+–", "–"
    if sink:
        puts = str(sink["requests"].get("PUT", 0))
        others += sum(sink["requests"].values()) - sink["requests"].get("PUT", 0)
        connections = f"{source['connections']}+{sink['connections']}"
        out = f"{sink['bytes_in'] / 1e6:.1f}"
    cells = [
        case.title, name, str(figures["runs"]), f"{figures['cpu']:.2f}", f"{figures['wall']:.2f}", f"{figures['memory']:.1f}", str(gets), puts,
        str(others), connections, f"{source['bytes_out'] / 1e6:.1f}", out, str(figures["queries"]),
    ]
    return f"| {' | '.join(cells)} |"


def ratios(figures, ours="keepreel"):
    """What each tool takes for one of ours: over 1 means that we take less."""
    mine = figures[ours]
    return {
        name: {measure: theirs[measure] / mine[measure] for measure in MEASURES}
        for name, theirs in figures.items() if name != ours
    }


def ratio_table(results):
    lines = ["| case | tool | CPU | wall | peak memory |", "|---|---|---|---|---|"]
    for case, figures in results:
        if "keepreel" in figures:
            for name, ratio in ratios(figures).items():
                lines.append(f"| {case.title} | {name} | " + " | ".join(f"{ratio[m]:.2f}" for m in MEASURES) + " |")
    return "\n".join(lines)
