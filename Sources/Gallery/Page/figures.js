
// The few numbers that matter, of the entries that are asked for in whatever state.

const sum = (list, value) => list.reduce((total, entry) => total + (value(entry) ?? 0), 0);

function showFigures(found) {
  const archived = found.filter((entry) => entry.state === "archived");
  const open = found.filter((entry) => entry.state === "open");
  const lost = found.filter((entry) => entry.state === "lost");
  const deadlines = open.filter((entry) => entry.expires !== null).map((entry) => entry.expires);
  const next = deadlines.length === 0 ? null : Math.min(...deadlines) - Date.now();
  const seconds = sum(archived, (entry) => entry.duration);
  const figures = [
    { label: "Archived", value: plural(archived.length, "video", "videos"), note: `${bytes(sum(archived, (entry) => entry.size))} in the bucket` },
    seconds > 0 ? { label: "To watch", value: playingTime(seconds), note: "in all" } : null,
    {
      label: "Open", value: count(open.length), tone: next !== null && next < closeMargin ? "bad" : open.length > 0 ? "warn" : "",
      note: next === null ? (open.length === 0 ? "all is settled" : "no deadline yet")
        : next < 0 ? "a deadline has passed" : `next deadline in ${span(next)}`,
    },
    { label: "Lost", value: count(lost.length), tone: lost.length > 0 ? "bad" : "", note: lost.length > 0 ? "choose Lost to see why" : "nothing is lost" },
  ];
  control("figures").replaceChildren(...figures.filter((figure) => figure !== null).map(({ label, value, note, tone }) =>
    element("div", { class: `figure ${tone ?? ""}` },
      element("p", { class: "label" }, label), element("p", { class: "value" }, value), element("p", { class: "note" }, note))));
}
