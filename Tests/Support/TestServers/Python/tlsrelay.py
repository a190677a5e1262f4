"""Serves TLS in front of a server without: `python3 -m tlsrelay CERTIFICATE KEY PORT`, run in this directory.

What comes by TLS goes on to PORT of 127.0.0.1, and back. When it listens it prints one line: `listening PORT`.
"""

import asyncio
import ssl
import sys


async def pass_on(reader, writer):
    """Moves bytes one way until either side ends."""
    try:
        while piece := await reader.read(1 << 16):
            writer.write(piece)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def main():
    certificate, key, target = sys.argv[1:]
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)

    async def serve(reader, writer):
        try:
            onward = await asyncio.open_connection("127.0.0.1", int(target))
        except OSError:
            writer.close()
            return
        await asyncio.gather(pass_on(reader, onward[1]), pass_on(onward[0], writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
