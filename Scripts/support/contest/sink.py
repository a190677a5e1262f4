"""The sinks: nginx as a bucket that costs nothing, and SeaweedFS."""

import shutil
import subprocess

from contestants import REPOSITORY
from servers import ACCESS_KEY, SECRET_KEY, SeaweedFS

from .nginx import Nginx

BUCKET = "videos"

# What S3 clients need beside PUT is made up: the bucket is there, an upload in parts begins and ends. Parts stay files.
HTTP = """
    map $request_method $etag { PUT '"00000000000000000000000000000000"'; default ""; }
    map $request_method$args $act {
        "~^POST.*uploads" begin;
        "~^POST.*uploadId" complete;
        "~^PUT.*partNumber" part;
        "~^DELETE" abort;
        default "";
    }
"""
SERVER = """
    root {root};
    location = /videos {{ return 200; }}
    location / {{
        if ($act = begin) {{ rewrite ^/videos/(.*)$ /begin/$1 last; }}
        if ($act = complete) {{ rewrite ^/videos/(.*)$ /complete/$1 last; }}
        if ($act = abort) {{ return 204; }}
        if ($act = part) {{ rewrite ^(.*)$ $1.part-$arg_partNumber break; }}
        dav_methods PUT;
        create_full_put_path on;
        add_header ETag $etag;
    }}
    location ~ ^/begin/(?<key>.*)$ {{
        internal;
        types {{ }} default_type application/xml;
        return 200 '<?xml version="1.0" encoding="UTF-8"?><InitiateMultipartUploadResult><Bucket>videos</Bucket><Key>$key</Key><UploadId>upload</UploadId></InitiateMultipartUploadResult>';
    }}
    location ~ ^/complete/(?<key>.*)$ {{
        internal;
        types {{ }} default_type application/xml;
        return 200 '<?xml version="1.0" encoding="UTF-8"?><CompleteMultipartUploadResult><Bucket>videos</Bucket><Key>$key</Key><ETag>"00000000000000000000000000000000-1"</ETag></CompleteMultipartUploadResult>';
    }}
"""


class WebDAV:
    """nginx that stores what is put. It looks at no signature and proves nothing."""

    # What keepreel is told, so that a PUT is all it needs: this provider refuses a body whose checksum differs, and need
    # not be asked afterwards. The checksum is computed and sent.
    profile = "aws"
    # Whether it has an object when parts of it were put.
    joins_parts = False
    provider = "Other"

    def __init__(self, directory, port, certificate=None):
        self.root = directory / "bucket"
        (self.root / BUCKET).mkdir(parents=True)
        self.nginx = Nginx(directory / "sink", port, http=HTTP, server=SERVER.format(root=self.root), certificate=certificate)

    def told(self):
        return self.nginx.told()

    def stored(self, prefix):
        """Bytes stored below a prefix."""
        return sum(file.stat().st_size for file in (self.root / BUCKET / prefix).rglob("*") if file.is_file())

    def clear(self):
        shutil.rmtree(self.root / BUCKET)
        (self.root / BUCKET).mkdir()

    def stop(self):
        self.nginx.stop()


class S3:
    """SeaweedFS, which checks signatures."""

    profile = "seaweedfs"
    joins_parts = True
    provider = "SeaweedFS"

    def __init__(self, directory, port):
        self.directory, self.port = directory, port
        self.start()

    def start(self):
        """With its volumes, which the first object makes."""
        self.server = SeaweedFS(REPOSITORY, self.directory, BUCKET, self.port)
        keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
        command = [REPOSITORY / ".venv/bin/s5cmd", "--endpoint-url", self.server.endpoint, "pipe", f"s3://{BUCKET}/first"]
        subprocess.run(command, env=keys, input=b"first", check=True, capture_output=True)

    def told(self):
        return None

    def stored(self, prefix):
        return None

    def clear(self):
        """Starts anew: it keeps the room of what is deleted."""
        self.stop()
        shutil.rmtree(self.directory / "seaweedfs")
        self.start()

    def stop(self):
        self.server.stop()
