
// The page as a whole: what is asked for is shown.

function emptyText() {
  if (entries.length === 0) return "Nothing is archived yet. keepreel run finds finished tasks, and the next export shows them here.";
  const [from, to] = ["from", "to"].map((id) => control(id).value);
  if (from !== "" && to !== "" && from > to) return "Nothing can be found: From is after To.";
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

/** Shows what is asked for now; who has scrolled into the list sees its beginning. */
function showAnew() {
  show();
  if (control("videos").getBoundingClientRect().top < 0) control("videos").scrollIntoView();
}

function ask() {
  keepInAddress();
  showAnew();
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
    showAnew();
    showLargeOfAddress();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input:not([type=radio]), select, textarea");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    control("search").focus();
  });
  // A small window belongs to the videos.
  control("charts").open = !matchMedia("(max-width: 64rem)").matches;
  control("finer").open = !matchMedia("(max-width: 32rem)").matches;
  // A list that has just begun does not reach down to where one was.
  history.scrollRestoration = "manual";
  for (const id of ["filters", "videos"]) control(id).hidden = false;
  beginLarge();
  show();
  showLargeOfAddress();
  end.observe(control("more"));
  document.documentElement.dataset.ready = "";
}

begin();
