"""A Debian system of its own, booted with systemd as a container that shares the host's network."""

import subprocess
from pathlib import Path

from servers import wait_for

MIRROR = "http://deb.debian.org/debian"


class Machine:
    """Only what debootstrap calls a minimal system, and systemd to boot it."""

    def __init__(self, root, pristine):
        """pristine keeps the system as debootstrap made it, for the next time."""
        self.root, pristine = Path(root), Path(pristine)
        if not pristine.exists():
            making = pristine.with_suffix(".making")
            subprocess.run(["rm", "-rf", making], check=True)
            subprocess.run(
                ["debootstrap", "--variant=minbase", "--include=systemd-sysv,dbus", "bookworm", making, MIRROR],
                check=True, stdout=subprocess.DEVNULL)
            making.rename(pristine)
        subprocess.run(["cp", "-a", f"{pristine}/.", self.root], check=True)
        # Nothing of the host but its name servers.
        (self.root / "etc/resolv.conf").write_text(Path("/etc/resolv.conf").read_text())
        self.container = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--boot", f"--directory={self.root}", "--register=no", "--keep-unit",
             "--resolv-conf=off", "--console=pipe"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(self.is_up, "the container", seconds=60)
        except BaseException:
            self.stop()
            raise

    def init(self):
        """The host's process id of the container's first process."""
        children = Path(f"/proc/{self.container.pid}/task/{self.container.pid}/children").read_text().split()
        return children[0] if children else None

    def is_up(self):
        return self.init() is not None and self.run("systemctl is-system-running", quiet=True)[0] == 0

    def run(self, command, quiet=False):
        """Runs a line of shell inside as root.

        Returns its status and what it printed; both go to the log, too.
        """
        entered = ["nsenter", "-t", self.init(), "--mount", "--uts", "--ipc", "--pid", "--cgroup", "--root", "--wdns=/root"]
        environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
                       "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "SYSTEMD_PAGER": "", "SYSTEMD_COLORS": "0"}
        done = subprocess.run(
            entered + ["sh", "-c", command], env=environment, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if not quiet:
            print(f"# {command}\n{done.stdout}", end="", flush=True)
            if done.returncode:
                print(f"[status {done.returncode}]", flush=True)
        return done.returncode, done.stdout

    def stop(self):
        if self.init():
            self.run("systemctl poweroff", quiet=True)
            try:
                self.container.wait(timeout=30)
            except subprocess.TimeoutExpired:
                pass
        if self.container.poll() is None:
            self.container.kill()
        self.container.wait()
