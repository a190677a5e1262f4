"""Who competes, in which set-up. A tool is a function of a stage and a prefix that measures one run."""

from dataclasses import dataclass
from typing import Callable

from .floor import floor
from .ours import keepreel
from .peers import boto3, curl_and_s5cmd, obstore
from .rclone import rclone


@dataclass(frozen=True)
class Tool:
    name: str
    run: Callable
    # Whether its users get this set-up without asking for it.
    is_default: bool = False
    # The case has to be one that this says yes to.
    suits: Callable = lambda case: True
    # A tool that takes many times as long as the others is not run so often.
    most_runs: int = 1000


def may_be_cut(case):
    return case.sink == "s3" and case.bytes > 16 << 20


def is_plain(case):
    """Where the floor is known: it speaks no S3, and takes one connection a file."""
    return case.sink == "webdav" and not case.rate


TOOLS = [
    Tool("keepreel", keepreel),
    Tool("keepreel, one PUT each", lambda stage, place: keepreel(stage, place, in_parts=False), suits=may_be_cut),
    Tool("rclone copyurl", rclone),
    Tool("rclone copyurl, defaults", lambda stage, place: rclone(stage, place, tuned=False), is_default=True),
    Tool("obstore", obstore),
    Tool("obstore, defaults", lambda stage, place: obstore(stage, place, tuned=False), is_default=True),
    Tool("curl, s5cmd pipe", curl_and_s5cmd, suits=lambda case: case.count <= 500, most_runs=2),
    Tool("boto3", boto3),
    Tool("boto3, defaults", lambda stage, place: boto3(stage, place, tuned=False), is_default=True),
    Tool("floor", floor, suits=is_plain),
]


def chosen(case, with_defaults, only=None):
    """The tools of a case, by the names asked for."""
    return [
        tool for tool in TOOLS
        if tool.suits(case) and (with_defaults or not tool.is_default) and (not only or any(tool.name.startswith(n) for n in only))
    ]
