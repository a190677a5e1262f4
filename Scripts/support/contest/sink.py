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
    map $uri $file { "~/(?<name>[^/]+)$" $name; default ""; }
    map $file $checksum {
        default "";
CHECKSUMS
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
        add_header x-cos-hash-crc64ecma $checksum;
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

    # Its replies name the CRC-64 of the clip, as those of Tencent COS and Alibaba OSS do, so that keepreel has its proof
    # and a PUT is all it needs.
    profile = "cos"
    # Whether it has an object when parts of it were put.
    joins_parts = False
    provider = "Other"

    def __init__(self, directory, port, checksums, certificate=None):
        """checksums are those of the clips by the names of their files."""
        self.root = directory / "bucket"
        (self.root / BUCKET).mkdir(parents=True)
        table = "\n".join(f"        {name} {checksum};" for name, checksum in checksums.items())
        self.nginx = Nginx(
            directory / "sink", port, http=HTTP.replace("CHECKSUMS", table), server=SERVER.format(root=self.root),
            certificate=certificate)

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
