
// The list of cards: it grows as one scrolls, and cards that are far away are not there.

/** So many cards fill whole rows, be they of one card or of six. */
const blockLength = 60;
/** Below so many entries a day, a heading for each day would leave most of the rows empty. */
const entriesForHeadings = 4;
let shown = { list: [], length: 0, day: null, cards: null, byDay: null, hasDays: false };

/** The entries of each list of cards. */
const blocks = new WeakMap();

function beginDay(day, inDay) {
  const measures = [plural(inDay.length, "entry", "entries"), sum(inDay, (entry) => entry.size)];
  const heading = element("h2", {}, day === "" ? "Without a date" : longDay(day));
  const text = measures[1] > 0 ? `${measures[0]}, ${bytes(measures[1])}` : measures[0];
  control("list").append(element("div", { class: "day" }, heading, element("span", { class: "quiet" }, text)));
}

function beginCards() {
  const cards = element("ol", { class: "cards", role: "list" });
  blocks.set(cards, []);
  control("list").append(cards);
  far.observe(cards);
  return cards;
}

function showMore() {
  const next = shown.list.slice(shown.length, shown.length + blockLength);
  for (const entry of next) {
    if (shown.byDay !== null && shown.day !== entry.day) {
      shown.day = entry.day;
      beginDay(entry.day, shown.byDay.get(entry.day));
      shown.cards = null;
    }
    if (shown.cards === null || blocks.get(shown.cards).length === blockLength) shown.cards = beginCards();
    blocks.get(shown.cards).push(entry);
    shown.cards.append(card(entry, shown.hasDays));
  }
  shown.length += next.length;
  control("more").hidden = shown.length >= shown.list.length;
}

const far = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting, boundingClientRect } of changes) {
    if (isIntersecting) fill(target);
    else if (target.firstChild && !isInUse(target)) empty(target, boundingClientRect.height);
  }
}, { rootMargin: "3000px 0px" });

/** Takes the cards away; what is below them stays where it is. */
function empty(cards, height) {
  cards.style.blockSize = `${height}px`;
  abandonFrames(cards);
  cards.replaceChildren();
}

function fill(cards) {
  if (cards.firstChild) return;
  cards.append(...blocks.get(cards).map((entry) => card(entry, shown.hasDays)));
  cards.style.blockSize = "";
}

// What was taken away would be printed as a gap.
addEventListener("beforeprint", () => {
  for (const cards of document.querySelectorAll("#list .cards")) fill(cards);
});

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Gives all frames the form that most of the videos have. */
function formFrames(list) {
  const forms = list.filter((entry) => entry.width > 0 && entry.height > 0).map((entry) => entry.width / entry.height);
  const form = forms.length === 0 ? 1 : Math.min(16 / 9, Math.max(9 / 16, median(forms)));
  control("list").style.setProperty("--form", form);
}

/** @param isByDay whether the entries come in the order of their days. */
function showList(list, isByDay) {
  nearby.disconnect();
  far.disconnect();
  abandonFrames(control("list"));
  control("list").replaceChildren();
  formFrames(list);
  const byDay = new Map();
  for (const entry of isByDay ? list : []) {
    if (byDay.has(entry.day)) byDay.get(entry.day).push(entry); else byDay.set(entry.day, [entry]);
  }
  const hasHeadings = isByDay && list.length >= entriesForHeadings * byDay.size;
  shown = { list, length: 0, day: null, cards: null, byDay: hasHeadings ? byDay : null, hasDays: isByDay && !hasHeadings };
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
