
// One entry as a card.

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https, or without permission, the old way may work.
    const field = element("textarea", { value: text, readOnly: true, class: "unseen" });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

function copyButton(entry) {
  const button = element("button", { type: "button", class: "copy", "aria-label": `Copy the link of ${plain(entry.title)}` }, "Copy link");
  button.addEventListener("click", async () => {
    const done = await copy(entry.link);
    if (!done) {
      say("The browser does not let this page copy; the link is selected instead.");
      const field = element("input", { value: entry.link, readOnly: true, class: "link", "aria-label": "The link" });
      button.replaceWith(field);
      field.select();
      return;
    }
    button.focus({ preventScroll: true });
    button.textContent = "Copied";
    say("The link is copied.");
    setTimeout(() => { button.textContent = "Copy link"; }, 2000);
  });
  return button;
}

function actions(entry) {
  const open = element("a", { href: entry.link, target: "_blank", rel: "noopener noreferrer", "aria-label": `Open ${plain(entry.title)}` }, "Open");
  return element("div", { class: "actions" }, copyButton(entry), open);
}

function titleLink(entry) {
  const link = element("a", { href: `#${largeAddress(entry)}` }, foreign(entry.title));
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showLarge(entry);
  });
  return link;
}

function sizes(entry) {
  return [
    entry.duration === null ? null : playingTime(entry.duration),
    entry.width === null || entry.height === null ? null : `${entry.width} × ${entry.height}`,
    entry.size === null ? null : bytes(entry.size),
  ].filter((text) => text !== null).join(" · ");
}

/** @param hasDay whether the card says of which day it is, as no heading does. */
function card(entry, hasDay) {
  const facts = element("div", { class: "facts" });
  const { tone } = states.find(({ name }) => name === entry.state) ?? { tone: "" };
  if (entry.state !== "archived") {
    facts.append(element("p", { class: `state ${tone}` }, stateText[entry.exactState] ?? plain(entry.exactState)));
  }
  facts.append(element("h3", { class: "title", title: plain(entry.title) }, entry.link === null ? foreign(entry.title) : titleLink(entry)));
  // A file that is named by its task says it already.
  if (!entry.title.includes(entry.task)) facts.append(element("p", { class: "quiet" }, "Task ", foreign(entry.task)));
  const about = element("p", { class: "quiet" });
  if (entry.model !== "") about.append(foreign(entry.model));
  if (entry.index > 0) about.append(`${entry.model === "" ? "" : " · "}video ${entry.index + 1}`);
  if (about.hasChildNodes()) facts.append(about);
  if (entry.made !== null) facts.append(element("p", { class: "quiet" }, timeElement(entry.made)));
  const measures = sizes(entry);
  if (measures !== "") facts.append(element("p", {}, measures));
  if (entry.state === "open" && entry.expires !== null) {
    const left = entry.expires - Date.now();
    facts.append(element("p", {}, left < 0 ? "The source URL died at " : `The source URL dies in ${span(left)}, at `, timeElement(entry.expires)));
  }
  if (entry.state !== "archived" && entry.reason) facts.append(element("p", { class: "reason" }, foreign(entry.reason)));
  if (entry.link !== null) facts.append(actions(entry));
  const frame = entry.link === null ? null : frameOf(entry);
  if (hasDay && entry.made !== null) (frame ?? facts).prepend(element("p", { class: "day-badge" }, shortDay(entry.day)));
  return element("li", { class: "card" }, frame, facts);
}
