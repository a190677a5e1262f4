"""An authority and a certificate of 127.0.0.1 by it, for TLS between processes of this machine."""

import subprocess


def make_certificate(directory):
    """The authority's file, and the pair of files a server needs."""
    directory.mkdir()
    ca, ca_key, certificate, key, request = (directory / name for name in ["ca.pem", "ca.key", "server.pem", "server.key", "request"])
    extensions = directory / "extensions"
    extensions.write_text("subjectAltName = IP:127.0.0.1\nbasicConstraints = CA:FALSE\n")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    commands = [
        ["req", "-x509", *curve, "-keyout", ca_key, "-out", ca, "-days", "2", "-subj", "/CN=benchmark"],
        ["req", *curve, "-keyout", key, "-out", request, "-subj", "/CN=127.0.0.1"],
        ["x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-days", "2",
         "-extfile", extensions, "-out", certificate],
    ]
    for command in commands:
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    return ca, (certificate, key)
