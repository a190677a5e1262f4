
// One video in all the room there is, with the ones before and behind it in the list.

const largeAddress = (entry) => String(new URLSearchParams({ task: entry.task, index: entry.index }));

function showLarge(entry) {
  enlarged = entry;
  const media = mediaElement(entry);
  media.addEventListener("error", () => media.replaceWith(element("p", {}, failedText)));
  control("large-title").replaceChildren(foreign(entry.title));
  leaveLarge();
  control("large-place").append(media);
  control("large-facts").textContent = [entry.made === null ? "" : utc(entry.made), plain(entry.model), sizes(entry)]
    .filter((text) => text !== "").join(" · ");
  control("large-actions").replaceChildren(actions(entry));
  control("previous").disabled = neighbour(-1) === undefined;
  control("next").disabled = neighbour(1) === undefined;
  keepInAddress();
  if (!control("large").open) control("large").showModal();
}

/** Stops what is played. */
function leaveLarge() {
  const media = control("large-place").firstElementChild;
  if (media instanceof HTMLVideoElement) {
    media.removeAttribute("src");
    media.load();
  }
  control("large-place").replaceChildren();
}

/** The one before or behind it among those of the list that have a video. */
function neighbour(by) {
  const playable = shown.list.filter(({ link }) => link !== null);
  return playable[playable.indexOf(enlarged) + by];
}

function step(by) {
  const entry = neighbour(by);
  if (entry !== undefined) showLarge(entry);
}

/** Opens what the address names, or closes what it does not. */
function showLargeOfAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const entry = entries.find(({ task, index, link }) =>
    link !== null && task === asked.get("task") && String(index) === (asked.get("index") ?? "0"));
  if (entry !== undefined) showLarge(entry);
  else if (control("large").open) control("large").close();
}

function beginLarge() {
  control("large").addEventListener("close", () => {
    leaveLarge();
    enlarged = null;
    keepInAddress();
  });
  control("close").addEventListener("click", () => control("large").close());
  control("previous").addEventListener("click", () => step(-1));
  control("next").addEventListener("click", () => step(1));
  // Of the whole page, as a button that leads no further loses the focus.
  document.addEventListener("keydown", ({ key, target }) => {
    // A video goes back and forth by the same keys, and a field has them for itself.
    if (enlarged === null || target.closest("video, input")) return;
    if (key === "ArrowLeft") step(-1);
    if (key === "ArrowRight") step(1);
  });
}
