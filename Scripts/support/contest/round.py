"""One run of one tool: what it took, and what both sides saw of it."""

import subprocess


def measured(tool, stage):
    """The figures of a run; ends the benchmark where the tool did not move every byte."""
    place = stage.place(tool.name.split(",")[0].split()[0])
    # Nothing that the run before left behind is written to the disk in the middle of this one.
    subprocess.run(["sync"], check=True)
    stage.source.studio.queries()
    stage.source.nginx.told()
    stage.sink.told()
    figures = tool.run(stage, place)
    source, sink = stage.source.nginx.told(), stage.sink.told()
    queries = stage.source.studio.queries()
    check(tool, stage, place, source)
    stage.sink.clear()
    return figures | {"source": source, "sink": sink, "queries": queries}


def check(tool, stage, place, source):
    expected = stage.case.count * stage.case.bytes
    stored = stage.sink.stored(place)
    if source["bytes_out"] < expected or (stored is not None and stored < expected):
        raise SystemExit(f"{tool.name} did not move all of {stage.case.title}: {source}, {stored} bytes stored")
