
// The page as a whole: what is asked for is shown.

function emptyText() {
  if (entries.length === 0) return "Nothing is archived yet. keepreel run finds finished tasks, and the next export shows them here.";
  return "Nothing meets these filters.";
}

function show() {
  const found = matching();
  const state = chosenState();
  const sort = control("sort").value;
  const list = (state === "" ? [...found] : found.filter((entry) => entry.state === state)).sort(orders[sort]);
  showStateCounts(found);
  showFigures(found);
  showCharts(found);
  showList(list, sort === "newest" || sort === "oldest");
  control("count").textContent = list.length === entries.length
    ? plural(entries.length, "entry", "entries") : `${count(list.length)} of ${plural(entries.length, "entry", "entries")}`;
  control("empty").hidden = list.length > 0;
  control("empty").textContent = list.length > 0 ? "" : emptyText();
  control("clear").hidden = !isFiltered();
}

function ask() {
  keepInAddress();
  show();
}

function begin() {
  const changed = control("changed");
  if (facts.changed_at !== null) changed.append("as of ", timeElement(Date.parse(facts.changed_at)));
  if (facts.left_out > 0) {
    changed.append(`, the newest ${count(entries.length)} of ${plural(entries.length + facts.left_out, "entry", "entries")}`);
  }
  makeStateChoices();
  makeModelChoices();
  takeFromAddress();

  const filters = control("filters");
  let typing;
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("input", (event) => {
    clearTimeout(typing);
    if (event.target.id === "search") typing = setTimeout(ask, 150);
    else ask();
  });
  control("clear").addEventListener("click", () => {
    clearFilters();
    ask();
    control("search").focus();
  });
  control("more").querySelector("button").addEventListener("click", showMore);
  window.addEventListener("hashchange", () => {
    takeFromAddress();
    show();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    control("search").focus();
  });
  // A phone's first screen belongs to the videos.
  if (matchMedia("(max-width: 32rem)").matches) {
    control("charts").open = false;
    control("finer").open = false;
  }
  show();
  end.observe(control("more"));
  document.documentElement.dataset.ready = "";
}

begin();
