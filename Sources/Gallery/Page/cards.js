
// One entry as a card, and the list of cards, which grows as one scrolls.

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

function sizes(entry) {
  return [
    entry.duration === null ? null : playingTime(entry.duration),
    entry.width === null || entry.height === null ? null : `${entry.width} × ${entry.height}`,
    entry.size === null ? null : bytes(entry.size),
  ].filter((text) => text !== null).join(" · ");
}

function card(entry) {
  const facts = element("div", { class: "facts" });
  const { tone } = states.find(({ name }) => name === entry.state) ?? { tone: "" };
  if (entry.state !== "archived") {
    facts.append(element("p", { class: `state ${tone}` }, stateText[entry.exactState] ?? plain(entry.exactState)));
  }
  facts.append(element("h3", { class: "title", title: plain(entry.title) }, foreign(entry.title)));
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
  return element("li", { class: "card" }, entry.link === null ? null : frameOf(entry), facts);
}

const chunkLength = 48;
let shown = { list: [], length: 0, day: null, cards: null };

function beginDay(day, inDay) {
  const measures = [plural(inDay.length, "entry", "entries"), sum(inDay, (entry) => entry.size)];
  const heading = element("h2", {}, day === "" ? "Without a date" : longDay(day));
  const text = measures[1] > 0 ? `${measures[0]}, ${bytes(measures[1])}` : measures[0];
  control("list").append(element("div", { class: "day" }, heading, element("span", { class: "quiet" }, text)));
}

function beginCards() {
  const cards = element("ol", { class: "cards", role: "list" });
  control("list").append(cards);
  return cards;
}

function showMore() {
  const chunk = shown.list.slice(shown.length, shown.length + chunkLength);
  for (const entry of chunk) {
    if (shown.byDay !== null && shown.day !== entry.day) {
      shown.day = entry.day;
      beginDay(entry.day, shown.byDay.get(entry.day));
      shown.cards = beginCards();
    }
    shown.cards ??= beginCards();
    shown.cards.append(card(entry));
  }
  shown.length += chunk.length;
  control("more").hidden = shown.length >= shown.list.length;
}

function showList(list, isByDay) {
  nearby.disconnect();
  for (const media of document.querySelectorAll("#list video")) media.removeAttribute("src");
  control("list").replaceChildren();
  const byDay = isByDay ? new Map() : null;
  if (isByDay) {
    for (const entry of list) {
      if (byDay.has(entry.day)) byDay.get(entry.day).push(entry); else byDay.set(entry.day, [entry]);
    }
  }
  shown = { list, length: 0, day: null, cards: null, byDay };
  showMore();
}

/** Grows the list until there is enough below what is seen. */
const end = new IntersectionObserver((changes) => {
  if (!changes.at(-1).isIntersecting || control("more").hidden) return;
  showMore();
  // The end may still be near, which is no change that would be told.
  end.unobserve(control("more"));
  end.observe(control("more"));
}, { rootMargin: "1200px 0px" });
