"""Drives a Model Studio service with the official SDK (dashscope, v1 classes) and prints what it saw as one JSON.

Reads a JSON object on stdin: baseURL, apiKey, image and video (paths of local files), pendingTask, finishedTask.
"""

import hashlib
import json
import os
import sys
import urllib.request

case = json.load(sys.stdin)
# The SDK reads these when it is imported.
os.environ["DASHSCOPE_HTTP_BASE_URL"] = case["baseURL"]
os.environ["DASHSCOPE_API_KEY"] = case["apiKey"]

import dashscope
from dashscope import VideoSynthesis
from dashscope.utils.oss_utils import OssUtils, check_and_upload_local

MODEL = "wan2.2-animate-move"


def submit(image, video, **more):
    return VideoSynthesis.async_call(
        model=MODEL,
        task="image2video",
        extra_input={"image_url": image, "video_url": video},
        mode="wan-std",
        **more,
    )


def fetch_until_final(task):
    seen = []
    while True:
        reply = VideoSynthesis.fetch(task)
        seen.append(reply.output.task_status)
        if seen[-1] not in ("PENDING", "RUNNING") or len(seen) > 20:
            return reply, seen


def outcome(reply):
    return {"status": reply.status_code, "code": reply.code or "", "message": reply.message or ""}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def submitted():
    reply = submit("https://example.com/person.png", "https://example.com/dance.mp4")
    final, seen = fetch_until_final(reply)
    url = final.output["results"]["video_url"]
    with urllib.request.urlopen(url) as response:
        video = response.read()
    return {
        "status": reply.status_code,
        "taskID": reply.output.task_id,
        "taskStatus": reply.output.task_status,
        "statuses": seen,
        "foundVideoURL": final.output.video_url,
        "submitTime": final.output["submit_time"],
        "videoDuration": final.usage["video_duration"],
        "sha256": sha256(video),
    }


def listed():
    reply = VideoSynthesis.list(page_size=2, model_name=MODEL)
    output = reply.output
    return {
        "status": reply.status_code,
        "total": output["total"],
        "totalPages": output["total_page"],
        "taskIDs": [row["task_id"] for row in output["data"]],
        "statuses": [row["status"] for row in output["data"]],
        "pending": [row["task_id"] for row in VideoSynthesis.list(status="PENDING").output["data"]],
    }


def canceled():
    return {
        "pending": outcome(VideoSynthesis.cancel(case["pendingTask"])),
        "after": VideoSynthesis.fetch(case["pendingTask"]).output.task_status,
        "finished": outcome(VideoSynthesis.cancel(case["finishedTask"])),
    }


def uploaded():
    _, image, certificate = check_and_upload_local(MODEL, "file://" + case["image"], case["apiKey"])
    _, video, _ = check_and_upload_local(MODEL, case["video"], case["apiKey"])
    headers = {"X-DashScope-OssResourceResolve": "enable"}
    resolved = submit(image, video, headers=headers, workspace="ws-sim")
    unresolved = submit(image, video)
    try:
        OssUtils.upload(MODEL, case["image"], case["apiKey"], upload_certificate=certificate)
        again = ""
    except Exception as error:
        again = str(error)
    return {
        "image": image,
        "video": video,
        "certificate": sorted(certificate),
        "resolved": VideoSynthesis.wait(resolved).output.task_status,
        "unresolved": fetch_until_final(unresolved)[0].output["message"],
        "again": again,
        # The SDK uploads by itself only what stands in its own parameters, and sends the header then.
        "byItself": outcome(submit(image, video, img_url="file://" + case["image"])),
    }


def refused():
    return {
        "wrongKey": outcome(VideoSynthesis.fetch("nobody", api_key="sk-of-another-region")),
        "unknown": VideoSynthesis.fetch("nobody").output.task_status,
        "wrongGroup": outcome(VideoSynthesis.async_call(model=MODEL, prompt="p")),
    }


json.dump(
    {
        "version": dashscope.version.__version__,
        "submitted": submitted(),
        "listed": listed(),
        "canceled": canceled(),
        "uploaded": uploaded(),
        "refused": refused(),
    },
    sys.stdout,
)
