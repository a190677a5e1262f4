"""The measurement behind Scripts/benchmark: whole processes, in turn, medians."""

import argparse
import json
import os
import platform
import tempfile
from pathlib import Path

from contest.cases import CASES, QUICK
from contest.report import HEAD, medians, ratio_table, row
from contest.round import measured
from contest.stage import staged
from contest.start import first_request
from contest.targets import HEAD as TARGET_HEAD, judged, started
from contest.tools import chosen
from servers import end_on_signals


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=Path)
    parser.add_argument("--case", action="append", help="only this one; may be given again")
    parser.add_argument("--tool", action="append", help="only those whose names begin so; may be given again")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="small cases, one run, to see that all works")
    parser.add_argument("--no-defaults", action="store_true", help="leave out the peers' default settings")
    parser.add_argument("--json", type=Path, help="also write every figure to this file")
    parser.add_argument("--list", action="store_true", help="name the cases and end")
    return parser.parse_args()


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores ({model}), Linux {platform.release()}"


def folder():
    """Memory, where there is enough of it, so that no disk has a say."""
    memory = Path("/dev/shm")
    space = os.statvfs(memory) if memory.is_dir() else None
    return memory if space and space.f_bavail * space.f_frsize > 10e9 else Path(tempfile.gettempdir())


def compare(case, options, runs):
    """Every tool in turn, so many times: the medians of each."""
    tools = chosen(case, not options.no_defaults, options.tool)
    with staged(case, options.binaries.resolve(), folder()) as stage:
        figures = {tool.name: [] for tool in tools}
        for number in range(runs):
            for tool in (tool for tool in tools if number < tool.most_runs):
                figures[tool.name].append(measured(tool, stage))
    return {name: medians(runs) for name, runs in figures.items()}


def main():
    options = arguments()
    end_on_signals()
    cases = [case for case in (QUICK if options.quick else CASES) if not options.case or case.name in options.case]
    if options.list:
        return print("\n".join(f"{case.name:10} {case.title}" for case in cases))
    if not cases:
        raise SystemExit("no such case; --list names them")
    runs = 1 if options.quick else options.runs
    print(f"{machine()}; medians of {runs} runs in turn, concurrency 8, manifest on a disk, clips in {folder()}\n\n{HEAD}", flush=True)
    results = []
    for case in cases:
        figures = compare(case, options, runs)
        results.append((case, figures))
        for name, figure in figures.items():
            print(row(case, name, figure), flush=True)
    print(f"\nWhat each takes for 1 of keepreel:\n\n{ratio_table(results)}")
    print(f"\nPromises:\n\n{TARGET_HEAD}")
    for case, figures in results:
        print(*judged(case, figures), sep="\n")
    start = first_request(options.binaries.resolve(), 4 * runs)
    print(started(start))
    if options.json:
        told = {case.name: {"title": case.title, "bytes": case.bytes, "count": case.count, "tools": figures} for case, figures in results}
        options.json.write_text(json.dumps({"machine": machine(), "runs": runs, "start": start, "cases": told}, indent=1) + "\n")


main()
