#!/usr/bin/env python3
"""Prints the man page of a keepreel binary: what its help and its settings file tell, and the sections of manual.roff.

The binary is asked, so that no command, option or key can be missing or out of date.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

SECTIONS = Path(__file__).with_name("manual.roff").read_text()


def escaped(text):
    """Text as roff prints it; hyphens as the minus signs that can be pasted into a shell."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "\\[u2026]")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in text.split("\n"))


def prose(text):
    return escaped("\n".join(textwrap.wrap(text, 76, break_on_hyphens=False, break_long_words=False)))


def paragraphs(text):
    """Paragraphs of help; lines that are indented stay as they are."""
    roff, is_shown = [], False
    for line in text.strip("\n").split("\n"):
        if line.startswith("  ") != is_shown:
            roff.append(".RE\n.fi" if is_shown else ".nf\n.RS 4")
            is_shown = not is_shown
        roff.append((escaped(line.strip()) if is_shown else prose(line)) if line.strip() else ".PP")
    return "\n".join(roff + ([".RE\n.fi"] if is_shown else []))


def name(of):
    return ("-" if of["kind"] == "short" else "--") + of["name"]


def option(argument):
    """An option or argument with its meaning, as an entry of a list."""
    value = f"\\fI{escaped(argument.get('valueName', ''))}\\fR"
    if argument["kind"] == "positional":
        head = value
    else:
        names = ", ".join(f"\\fB{escaped(name(n))}\\fR" for n in argument["names"])
        head = names if argument["kind"] == "flag" else f"{names} {value}"
    text = argument.get("abstract", "")
    if not all(value in text for value in argument.get("allValues", [])):
        text += f" One of {', '.join(argument['allValues'])}."
    if argument.get("defaultValue"):
        text += f" Default: {argument['defaultValue']}."
    return f".TP\n{head}\n{prose(text)}"


def shown(command):
    return [a for a in command.get("arguments", []) if a["shouldDisplay"]]


def leaves(command, path=()):
    """Commands that do something, with the words that call them."""
    for sub in command.get("subcommands", []):
        words = path + (sub["commandName"],)
        if sub["commandName"] == "help":
            continue
        if sub.get("subcommands"):
            yield from leaves(sub, words)
        else:
            yield words, sub


def placeholder(argument):
    """A positional argument in a synopsis."""
    text = f"\\fI{escaped(argument['valueName'])}\\fR" + ("..." if argument["isRepeating"] else "")
    return f"[{text}]" if argument["isOptional"] else text


def command_section(words, command, shared):
    own = [a for a in shown(command) if identity(a) not in shared]
    positional = [a for a in own if a["kind"] == "positional"]
    synopsis = " ".join(map(placeholder, positional))
    roff = [f".SS {escaped(' '.join(words))} {synopsis}".rstrip(), paragraphs(command["abstract"])]
    if command.get("discussion"):
        roff += [".PP", paragraphs(command["discussion"])]
    return "\n".join(roff + [option(a) for a in own])


def identity(argument):
    return (argument["kind"], argument.get("valueName"), tuple(name(n) for n in argument.get("names", [])))


def exit_status(text):
    """The table of exit codes in the help as a list."""
    codes = re.findall(r"(\d+)\s+(\S.*?)(?=\s{3,}\d|\n|$)", text)
    return "\n".join(f".TP\n.B {code}\n{escaped(meaning[0].upper() + meaning[1:])}." for code, meaning in codes)


def settings(example):
    """Every key of the settings file with its variable."""
    roff, section, meaning = [], "", ""
    for line in example.split("\n"):
        if heading := re.fullmatch(r"(\w+):", line):
            section = heading[1]
        elif comment := re.fullmatch(r"  # (.*)", line):
            meaning = comment[1]
        elif key := re.fullmatch(r"  (#?)(\w+): (.*)", line):
            path = f"{section}.{key[2]}"
            variable = "KEEPREEL_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", path.replace(".", "_")).upper()
            value = f"{'Example' if key[1] else 'Default'}: {key[3]}"
            roff.append(f".TP\n\\fB{escaped(path)}\\fR, \\fB{escaped(variable)}\\fR\n{prose(meaning)}\n.br\n{prose(value)}")
    return "\n".join(roff)


def ask(*command):
    # The binary's own folder of settings must not matter.
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def main(binary, date):
    root = json.loads(ask(binary, "--experimental-dump-help"))["command"]
    version = ask(binary, "--version").strip()
    with tempfile.TemporaryDirectory() as folder:
        ask(binary, "config", "init", "--config", f"{folder}/config.yaml")
        example = Path(folder, "config.yaml").read_text()
    description, codes = root["discussion"].split("Exit codes:\n")
    shared = {identity(a) for a in shown(root)} | {("flag", "help", ("-h", "--help")), ("flag", "version", ("--version",))}
    filled = {
        "TITLE": f'.TH KEEPREEL 1 "{date}" "{version}" "User Commands"',
        "DESCRIPTION": paragraphs(description),
        "COMMANDS": "\n".join(command_section(words, command, shared) for words, command in leaves(root)),
        "OPTIONS": "\n".join(option(a) for a in shown(root)),
        "EXIT STATUS": exit_status(codes),
        "SETTINGS": settings(example),
    }
    print(re.sub(r"^@([A-Z ]+)@$", lambda place: filled[place[1]], SECTIONS, flags=re.MULTILINE), end="")


main(*sys.argv[1:])
