"""What a program with obstore looks like that moves URLs into a bucket. Reads its job from the file it is given."""

import asyncio
import json
import os
import sys
import urllib.parse

import obstore
from obstore.store import HTTPStore, S3Store

# A clip of this size is held in memory, which takes a single PUT; a larger one is streamed in parts of this size.
WHOLE = 16 << 20


async def move(source, bucket, url, target, size, tuned):
    """The URL's query is left out: obstore would escape it, and the source does not look at it."""
    reply = await obstore.get_async(source, urllib.parse.urlsplit(url).path.lstrip("/"))
    if not tuned:
        await obstore.put_async(bucket, target, reply)
    elif size <= WHOLE:
        await obstore.put_async(bucket, target, await reply.bytes_async(), use_multipart=False)
    else:
        await obstore.put_async(bucket, target, reply.stream(min_chunk_size=1 << 20), chunk_size=WHOLE, max_concurrency=2)


async def main():
    with open(sys.argv[1]) as file:
        job = json.load(file)
    parts = urllib.parse.urlsplit(job["clips"][0][0])
    options = {"allow_http": True}
    source = HTTPStore.from_url(f"{parts.scheme}://{parts.netloc}", client_options=options)
    unsigned = {"unsigned_payload": True} if job["tuned"] else {}
    bucket = S3Store(job["bucket"], endpoint=job["endpoint"], client_options=options, virtual_hosted_style_request=False, **unsigned)
    places = asyncio.Semaphore(job["concurrency"])

    async def placed(url, name, size):
        async with places:
            await move(source, bucket, url, f"{job['prefix']}/{name}", size, job["tuned"])

    await asyncio.gather(*(placed(*clip) for clip in job["clips"]))


asyncio.run(main())
# Its threads may still hold on to the interpreter, which then aborts now and then.
os._exit(0)
