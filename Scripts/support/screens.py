"""The screens behind Scripts/screens; its argument is the folder of the built binaries."""

import shlex
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from servers import SeaweedFS, Simulator, accepts, end_on_signals, free_ports, settings, wait_for

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(sys.argv[1]).resolve() / "keepreel"
COMMANDS = ["", "run", "submit", "add", "status", "cancel", "link", "verify", "export", "recover", "prune", "doctor",
            "config", "config init", "config check"]
ID = "4f2a9c1e-77aa-4b0c-9d1e-0123456789a"
FULL = "fulldisk"


def screen(environment, command, stdin="", **more):
    """One call as it looks; results and errors in the order in which they come."""
    told = " ".join(f"{name}={shlex.quote(value)}" for name, value in more.items())
    print(f"\n$ {told}{' ' if told else ''}keepreel {command}", flush=True)
    environment = {name: value for name, value in {**environment, **more}.items() if value}
    result = subprocess.run(
        ["/bin/sh", "-c", f"{shlex.quote(str(BINARY))} {command}"], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, input=stdin, cwd=environment["HOME"])
    print(result.stdout, end="")
    print(f"[{result.returncode}]", flush=True)


def title(text):
    print(f"\n==== {text} ====", flush=True)


def scenario():
    tasks = [{"id": f"{ID}{n}", "bytes": 300_000 + n} for n in range(3)]
    tasks.append({"id": f"{ID}3", "bytes": 300_000, "expiresInSeconds": 3600})
    tasks.append({"id": f"{ID}4", "status": "RUNNING"})
    tasks.append({"id": f"{ID}5", "status": "PENDING"})
    tasks.append({"id": f"{ID}6", "status": "FAILED", "code": "DataInspectionFailed",
                  "message": "Output data may contain inappropriate content."})
    tasks.append({"id": f"{ID}7", "bytes": 300_000, "expiresInSeconds": 1})
    return {"tasks": tasks}


@contextmanager
def moto(port):
    """An S3 server without any bucket."""
    with subprocess.Popen([REPOSITORY / ".venv/bin/moto_server", "-H", "127.0.0.1", "-p", str(port)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: accepts(port), "moto")
            yield
        finally:
            process.terminate()


def help_and_usage(environment):
    title("help")
    for command in COMMANDS:
        screen(environment, f"{command} --help".strip())
    title("usage errors")
    for command in [
        "stauts", "config chek", "frobnicate", "status --progres never", "status --progress sometimes", "status --state pendin",
        "status --since yesterday", "status --at-risk soon", "run --limit x", "run --limit 0", "run --watch 0s",
        "run --forever", "run --max-time", "run --format yaml", "export --format jsn", "export --publish --format csv",
        "export --per-task", "link", "link --presign 8d x", "add", "add a/b", "submit", "submit --image a.png",
        "submit --from-file x --mode wan-std", "submit --image a.png --video v.mp4 --mode fast", "cancel", "verify ../x", "-x",
        "recover everything",
    ]:
        screen(environment, command)


def nothing_yet(environment):
    title("no settings")
    bare = {name: environment[name] for name in ("HOME", "PATH")}
    for command in ["run", "status", "link abc", "export", "verify", "doctor", "prune --dry-run", "recover --dry-run",
                    "submit --image a.png --video v.mp4 --mode wan-std", "config check", "--config none.yaml status"]:
        screen(bare, command)
    title("no key, no storage")
    screen(environment, "run", DASHSCOPE_API_KEY="")
    screen(environment, "run", AWS_SECRET_ACCESS_KEY="")
    screen(environment, "run", KEEPREEL_STORAGE_URL="")
    title("an empty manifest")
    for command in ["status", "status --at-risk 2h", "link abc", "export", "export --format csv", "verify", "run --only abc"]:
        screen(environment, command)


def mistakes(environment, home, strict):
    """strict: the port of a server that has no bucket, and makes none."""
    title("mistakes in the settings")
    (home / "wrong.yaml").write_text(
        "studio:\n  region: singapor\n  apiKey: 5\ntransfer:\n  concurency: 4\n  partSize: 1\nstorage:\n  url: bucket\nlinks: 7\n")
    screen(environment, "config check --config wrong.yaml")
    screen(environment, "status --config wrong.yaml")
    (home / "broken.yaml").write_text("studio:\n region: beijing\n  apiKey: x\n")
    screen(environment, "config check --config broken.yaml")
    (home / "open.yaml").write_text("studio:\n  apiKey: sk-demo\n")
    (home / "open.yaml").chmod(0o644)
    screen(environment, "config check --config open.yaml")
    (home / "open.yaml").chmod(0o640)
    screen(environment, "config check --config open.yaml")
    screen(environment, "config check", KEEPREEL_STORAGE_PROFILE="amazon", KEEPREEL_STORAGE_RETION="x")
    title("wrong key, bucket, address")
    dead = f"http://127.0.0.1:{free_ports(1)[0]}"
    for wrong in [
        {"DASHSCOPE_API_KEY": "sk-wrong"}, {"AWS_SECRET_ACCESS_KEY": "wrong"}, {"KEEPREEL_STORAGE_ENDPOINT": f"http://127.0.0.1:{strict}"},
        {"KEEPREEL_STORAGE_ENDPOINT": dead}, {"KEEPREEL_STUDIO_ENDPOINT": dead + "/api/v1"},
    ]:
        wrong = {**wrong, "KEEPREEL_TRANSFER_RETRIES": "0", "KEEPREEL_MANIFEST_PATH": "wrong.sqlite"}
        screen(environment, "doctor", **wrong)
        screen(environment, "run", **wrong)
        screen(environment, "status", **wrong)


def main_job(environment, home, strict):
    title("the main job")
    screen(environment, "config init")
    screen(environment, "config init")
    screen(environment, "config check")
    screen(environment, "doctor")
    screen(environment, f"add {ID}0 {ID}6 never-existed")
    screen(environment, f"add {ID}0")
    screen(environment, "add -", stdin=f"{ID}1\na/b\n{{}}\n{{\"task_id\":5}}\n")
    screen(environment, "status")
    screen(environment, "run --dry-run")
    screen(environment, f"link {ID}0")
    screen(environment, "run")
    screen(environment, "run")
    screen(environment, "run -q")
    screen(environment, "run -v")
    screen(environment, "run --format json")
    screen(environment, "status")
    screen(environment, "status --state lost,none")
    screen(environment, "status --since 2000-01-01 --at-risk 2h")
    screen(environment, f"status {ID}9 nothing")
    screen(environment, f"link {ID}0 {ID}1")
    screen(environment, f"link {ID}4 {ID}6 {ID}9 never-existed {ID[:8]} {ID}X")
    screen(environment, "link --presign 1h " + f"{ID}0 | cut -c1-60")
    screen(environment, f"run --only {ID}33")
    screen(environment, "verify")
    screen(environment, "verify --deep --links")
    screen(environment, "verify", KEEPREEL_STORAGE_ENDPOINT=f"http://127.0.0.1:{strict}")
    screen(environment, "verify --repair", KEEPREEL_STORAGE_URL="s3://empty", KEEPREEL_LINKS_BASE_URL="https://v.example.com")
    screen(environment, "status --runs 3")
    screen(environment, "run -v --log-format json")
    screen(environment, "doctor --policy")
    screen(environment, f"verify {ID}4 {ID}9")
    screen(environment, "export | head -c 400")
    screen(environment, "export --output /proc/none/x")
    screen(environment, "export >/dev/full")
    screen(environment, "export --publish")
    screen(environment, "export --publish")
    screen(environment, f"cancel {ID}5 {ID}4 {ID}0 nothing")
    screen(environment, "prune")
    screen(environment, "prune --dry-run")
    screen(environment, "submit --image a.png --video v.mp4 --mode wan-std")
    urls = "--image https://example.com/a.png --video https://example.com/v.mp4"
    screen(environment, f"submit {urls} --mode wan-std")
    screen(environment, f"submit {urls} --mode wan-std")
    screen(environment, f"submit --wait {urls} --mode wan-pro")
    screen(environment, f"submit --wait {urls} --mode wan-std", DASHSCOPE_API_KEY="sk-wrong", KEEPREEL_MANIFEST_PATH="new.sqlite")
    screen(environment, f"submit --wait {urls} --mode wan-std", KEEPREEL_STUDIO_REGION="tokyo", KEEPREEL_STUDIO_ENDPOINT="")
    screen(environment, "submit --from-file none.jsonl")
    screen(environment, "submit --from-file -", stdin='{"image":"https://example.com/a.png"}\nnot json\n{"imge":"x"}\n')
    screen(environment, "recover", KEEPREEL_MANIFEST_PATH="second.sqlite")
    screen(environment, "recover --dry-run", KEEPREEL_MANIFEST_PATH="third.sqlite")


def damage(environment, home):
    title("trouble with the manifest")
    manifest = home / ".local/share/keepreel/manifest.sqlite"
    (home / "text.sqlite").write_text("this is no database, but it is long enough to look like a file of some kind\n" * 20)
    screen(environment, "status", KEEPREEL_MANIFEST_PATH="text.sqlite")
    screen(environment, "run", KEEPREEL_MANIFEST_PATH="/proc/none/manifest.sqlite")
    screen(environment, "add x", KEEPREEL_MANIFEST_PATH="/dev/full/manifest.sqlite")
    screen(environment, "run --wait-lock 0s", KEEPREEL_MANIFEST_PATH=str(home))
    print("\n(another run holds the lock)")
    with subprocess.Popen(["flock", f"{manifest}.lock", "cat"], stdin=subprocess.PIPE) as holder:
        while subprocess.run(["flock", "-n", f"{manifest}.lock", "true"]).returncode == 0:
            pass
        screen(environment, "run")
        screen(environment, "run --wait-lock 1s")
        holder.stdin.close()
    if (disk := home / FULL).is_dir():
        title("a full disk")
        screen(environment, "add x", KEEPREEL_MANIFEST_PATH=f"{FULL}/manifest.sqlite")
        screen(environment, "run", KEEPREEL_MANIFEST_PATH=f"{FULL}/manifest.sqlite")
        screen(environment, f"export --output {disk}/export.json")


def main():
    end_on_signals()
    with tempfile.TemporaryDirectory(prefix="keepreel-screens-") as scratch, ExitStack() as servers:
        scratch = Path(scratch)
        home = scratch / "home"
        home.mkdir()
        storage = SeaweedFS(REPOSITORY, scratch, "videos")
        servers.callback(storage.stop)
        simulator = Simulator(BINARY.with_name("keepreel-simulator"), scratch, scenario())
        servers.callback(simulator.stop)
        environment = settings(home, simulator, storage, "videos", LANG="C.UTF-8")
        disk = home / FULL
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], capture_output=True).returncode == 0:
            servers.callback(subprocess.run, ["umount", disk], check=True)
            (disk / "ballast").write_bytes(bytes(12 << 10))
        else:
            disk.rmdir()
        help_and_usage(environment)
        nothing_yet(environment)
        [strict] = free_ports(1)
        with moto(strict):
            mistakes(environment, home, strict)
            main_job(environment, home, strict)
        damage(environment, home)


main()
