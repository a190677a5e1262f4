"""Drives a headless Chromium over its DevTools pipe, one page in it.

Reads commands as JSON lines, [method, parameters], and answers each with a line: {"result": ...} or {"error": ...}.
Methods are those of the DevTools protocol, and three more: `open` waits for a page, `problems` tells what the console, the
network and the page's policy complained about since the last time, `screenshot` takes the path to write to.
"""

import base64
import json
import os
import subprocess
import sys
import time


class Browser:
    def __init__(self, profile):
        commands, self.commands = os.pipe()
        self.replies, replies = os.pipe()
        self.buffer = b""
        self.number = 0
        self.session = None
        self.events = []

        def place():
            # Chromium reads commands from descriptor 3 and writes replies to 4. Both may be taken already.
            ends = [os.dup(commands), os.dup(replies)]
            ends = [end if end > 4 else os.dup(os.dup(os.dup(end))) for end in ends]
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio",
             "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-extensions", "--hide-scrollbars", "--force-color-profile=srgb",
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
             f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            preexec_fn=place, pass_fds=(3, 4), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(replies)
        page = next(target for target in self.call("Target.getTargets")["targetInfos"] if target["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Audits"):
            self.call(f"{domain}.enable")
        # Only a page that has the focus may use the clipboard.
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.replies, 1 << 20)
            if not piece:
                raise EOFError("Chromium ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"]["message"])
                return answer["result"]
            self.events.append(answer)

    def open(self, url):
        """Opens an address and waits until the page's script says that it is ready (`data-ready` of its root)."""
        self.call("Page.navigate", url=url)
        ready = f"location.href === {json.dumps(url)} && document.documentElement?.dataset.ready === ''"
        for _ in range(3000):
            try:
                if self.call("Runtime.evaluate", expression=ready)["result"].get("value") is True:
                    return {}
            except RuntimeError:
                # The page before is just being left.
                pass
            time.sleep(0.01)
        raise RuntimeError(f"{url} is not ready after 30 s: {self.problems()}")

    def problems(self):
        found = []
        for event in self.events:
            parameters = event.get("params", {})
            match event.get("method"):
                case "Runtime.exceptionThrown":
                    details = parameters["exceptionDetails"]
                    found.append(details.get("exception", {}).get("description") or details["text"])
                case "Runtime.consoleAPICalled":
                    found.append(" ".join(str(value.get("value")) for value in parameters["args"]))
                case "Log.entryAdded":
                    found.append("{text} {url}".format(**{"url": "", **parameters["entry"]}))
                case "Audits.issueAdded":
                    found.append(parameters["issue"]["code"])
        self.events = []
        return found

    def screenshot(self, path):
        picture = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture))
        return {}


browser = Browser(sys.argv[1])
print(json.dumps({"result": "ready"}), flush=True)
for line in sys.stdin:
    method, parameters = json.loads(line)
    try:
        own = getattr(browser, method, None)
        answer = {"result": own(**parameters) if own else browser.call(method, **parameters)}
    except RuntimeError as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
browser.call("Browser.close")
browser.process.wait()
