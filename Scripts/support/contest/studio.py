"""Model Studio as it answers once every task has succeeded: what the simulator says of each, as files behind nginx."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor

from .nginx import Nginx


class Studio:
    """It costs the machine next to nothing, so that a run shows what the tool itself takes."""

    def __init__(self, directory, port, simulator, ids):
        self.api, self.api_key = f"http://127.0.0.1:{port}/api/v1", simulator.api_key
        folder = directory / "api/v1/tasks"
        folder.mkdir(parents=True)

        def copy(task):
            headers = {"Authorization": f"Bearer {simulator.api_key}"}
            request = urllib.request.Request(f"{simulator.api}/tasks/{task}", headers=headers)
            (folder / task).write_bytes(urllib.request.urlopen(request).read())

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(copy, ids))
        self.nginx = Nginx(directory / "studio", port, server=f"root {directory}; types {{ }} default_type application/json;")

    def queries(self):
        """How many there were since the last call."""
        return sum(self.nginx.told()["requests"].values())

    def stop(self):
        self.nginx.stop()
