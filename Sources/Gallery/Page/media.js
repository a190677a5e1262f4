
// Videos and images exist only near the part of the page that is seen.

const frames = new WeakMap();

function mediaElement(entry) {
  if (entry.isImage) return element("img", { src: entry.link, alt: "", decoding: "async" });
  // Some players show the first frame only of a video that is sought.
  return element("video", {
    src: `${entry.link}#t=0.001`, controls: true, preload: "metadata", playsInline: true, "aria-label": `Video ${plain(entry.title)}`,
  });
}

function attach(frame) {
  if (frame.querySelector("video, img")) return;
  const media = mediaElement(frames.get(frame));
  media.addEventListener("error", () => {
    media.remove();
    frame.dataset.failed = "";
    frame.prepend(element("p", {}, "It cannot be shown here. Its link may still work for those who may read the bucket."));
  });
  frame.prepend(media);
}

function detach(frame) {
  const media = frame.querySelector("video, img");
  if (media === null || media.contains(document.activeElement) || media === document.pictureInPictureElement
    || (media instanceof HTMLVideoElement && !media.paused)) return;
  media.removeAttribute("src");
  if (media instanceof HTMLVideoElement) media.load();
  media.remove();
}

const nearby = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting && !("failed" in target.dataset)) attach(target);
    else if (!isIntersecting) detach(target);
  }
}, { rootMargin: "300px 0px" });

/** The place of an entry's video. */
function frameOf(entry) {
  const frame = element("div", { class: "frame" });
  if (entry.duration !== null) frame.append(element("span", { class: "badge" }, playingTime(entry.duration)));
  frames.set(frame, entry);
  nearby.observe(frame);
  return frame;
}

// One video at a time.
document.addEventListener("play", ({ target }) => {
  for (const video of document.querySelectorAll("video")) if (video !== target) video.pause();
}, true);
