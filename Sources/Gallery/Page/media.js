
// Videos and images exist only near the part of the page that is seen, and for a while after it.

const frames = new WeakMap();
/** What is only passed by is not fetched. */
const passingTime = 180;
const waiting = new Map();
/** Frames with a video or image, in the order in which they came near. */
const attached = new Set();
const mostAttached = 40;
const failedText = "It cannot be shown here. Its link may still work for those who may read the bucket.";

function mediaElement(entry) {
  if (entry.isImage) return element("img", { src: entry.link, alt: "", decoding: "async" });
  // Some players show the first frame only of a video that is sought.
  return element("video", {
    src: `${entry.link}#t=0.001`, controls: true, preload: "metadata", playsInline: true, "aria-label": `Video ${plain(entry.title)}`,
  });
}

function attach(frame) {
  waiting.delete(frame);
  if (frame.querySelector("video, img")) return;
  const media = mediaElement(frames.get(frame));
  media.addEventListener("error", () => {
    media.remove();
    attached.delete(frame);
    frame.dataset.failed = "";
    const again = element("button", { type: "button" }, "Try again");
    const told = element("div", { class: "failed" },
      element("p", {}, failedText), again);
    again.addEventListener("click", () => {
      told.remove();
      delete frame.dataset.failed;
      attach(frame);
    });
    frame.prepend(told);
  });
  frame.prepend(media);
  attached.add(frame);
}

/** Whether somebody uses what is within an element. */
function isInUse(place) {
  return place.contains(document.activeElement)
    || (document.pictureInPictureElement !== null && place.contains(document.pictureInPictureElement))
    || [...place.querySelectorAll("video")].some((video) => !video.paused);
}

function detach(frame) {
  attached.delete(frame);
  const media = frame.querySelector("video, img");
  if (media === null) return;
  media.removeAttribute("src");
  if (media instanceof HTMLVideoElement) media.load();
  media.remove();
}

/** Detaches what was left behind longest ago. */
function detachFarthest() {
  for (const frame of attached) {
    if (attached.size <= mostAttached) return;
    if (!("near" in frame.dataset) && !isInUse(frame)) detach(frame);
  }
}

const nearby = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    clearTimeout(waiting.get(target));
    waiting.delete(target);
    if (!isIntersecting) {
      delete target.dataset.near;
    } else {
      target.dataset.near = "";
      // The one that is left last is the last to go.
      if (attached.delete(target)) attached.add(target);
      else if (!("failed" in target.dataset)) waiting.set(target, setTimeout(attach, passingTime, target));
    }
  }
  detachFarthest();
}, { rootMargin: "300px 0px" });

/** The place of an entry's video. */
function frameOf(entry) {
  const frame = element("div", { class: "frame" });
  if (entry.duration !== null) frame.append(element("span", { class: "badge" }, playingTime(entry.duration)));
  frames.set(frame, entry);
  nearby.observe(frame);
  return frame;
}

/** Ends all that goes on in frames that are about to be removed. */
function abandonFrames(place) {
  for (const frame of place.querySelectorAll(".frame")) {
    clearTimeout(waiting.get(frame));
    waiting.delete(frame);
    nearby.unobserve(frame);
    detach(frame);
  }
}

// One video at a time.
document.addEventListener("play", ({ target }) => {
  for (const video of document.querySelectorAll("video")) if (video !== target) video.pause();
}, true);
