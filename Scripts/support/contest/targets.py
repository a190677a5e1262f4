"""What keepreel promises beside the others, as ratios within one run."""

from dataclasses import dataclass

FLOOR, RCLONE, OBSTORE = "floor", "rclone copyurl", "obstore"
MOST_MEMORY = 40  # MiB
LONGEST_START = 30  # milliseconds


@dataclass(frozen=True)
class Target:
    case: str
    measure: str
    peer: str
    # At most so many times what the peer takes.
    most: float


TARGETS = [
    Target("clips", "cpu", RCLONE, 0.5), Target("clips", "cpu", OBSTORE, 0.8), Target("clips", "cpu", FLOOR, 1.5),
    Target("film", "cpu", RCLONE, 0.5), Target("film", "cpu", FLOOR, 1.5),
    Target("small", "wall", RCLONE, 0.5), Target("far", "wall", RCLONE, 0.5), Target("limited", "wall", RCLONE, 0.5),
]


def judged(case, figures):
    """Lines that say what was promised of a case, what came of it, and whether that is kept."""
    ours = figures.get("keepreel")
    if not ours:
        return []
    peers = {name: theirs for name, theirs in figures.items() if name != FLOOR and not name.startswith("keepreel")}
    lines = []
    for target in TARGETS:
        if target.case == case.name and target.peer in figures:
            lines.append(line(case.title, f"{target.measure} / {target.peer}", ours[target.measure] / figures[target.peer][target.measure], target.most))
    lines.append(line(case.title, "peak memory (MiB)", ours["memory"], MOST_MEMORY))
    if peers:
        for measure, label in [("memory", "peak memory"), ("wall", "wall")]:
            name, least = min(((name, theirs[measure]) for name, theirs in peers.items()), key=lambda pair: pair[1])
            lines.append(line(case.title, f"{label} / the least of all peers ({name})", ours[measure] / least, 1))
    if ours["sink"] and case.bytes <= 16 << 20:
        requests = sum(ours["source"]["requests"].values()) + sum(ours["sink"]["requests"].values()) + ours["queries"]
        lines.append(line(case.title, "requests a video", requests / case.count, 3))
    return lines


def started(milliseconds):
    """The line for the time until the first request."""
    return line("start", "first request (ms)", milliseconds, LONGEST_START)


def line(title, what, got, most):
    return f"| {title} | {what} | {got:.2f} | {most:g} | {'yes' if got <= most else 'NO'} |"


HEAD = "| case | what | measured | at most | kept |\n|---|---|---|---|---|"
