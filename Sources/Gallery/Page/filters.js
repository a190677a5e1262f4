
// What is asked for: the controls, the address, and the entries that meet it.

const control = (id) => document.getElementById(id);
const controls = ["search", "model", "from", "to", "sort"];
/** The entry that is shown large; `null` where none is. */
let enlarged = null;

const orders = {
  newest: (a, b) => (b.made ?? Infinity) - (a.made ?? Infinity) || b.position - a.position,
  oldest: (a, b) => (a.made ?? Infinity) - (b.made ?? Infinity) || a.position - b.position,
  largest: (a, b) => (b.size ?? -1) - (a.size ?? -1) || b.position - a.position,
  longest: (a, b) => (b.duration ?? -1) - (a.duration ?? -1) || b.position - a.position,
  deadline: (a, b) => (deadline(a) - deadline(b)) || b.position - a.position,
};
// Two without a deadline differ by nothing, and not by infinity less infinity.
const deadline = (entry) => (entry.state === "open" ? entry.expires ?? 8.6e15 : 8.64e15);

/** Where nothing is archived, what is under way is shown. */
const initialState = entries.some((entry) => entry.state === "archived") ? "archived" : "";

function makeStateChoices() {
  const all = { name: "", label: "All" };
  for (const { name, label } of [all, ...states]) {
    const choice = element("input", { type: "radio", name: "state", value: name, checked: name === initialState });
    control("states").append(element("label", {}, choice, label, element("span")));
  }
}

function makeModelChoices() {
  const names = [...new Set(entries.map((entry) => entry.model))].filter((name) => name !== "").sort();
  for (const name of names) control("model").append(element("option", { value: name }, plain(name)));
}

const chosenState = () => document.querySelector("input[name=state]:checked").value;

/** The entries that meet all but the state, and how many of them are in each state. */
function matching() {
  const words = control("search").value.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const [model, from, to] = ["model", "from", "to"].map((id) => control(id).value);
  return entries.filter((entry) =>
    (model === "" || entry.model === model)
    && (from === "" || entry.day >= from)
    && (to === "" || (entry.day !== "" && entry.day <= to))
    && words.every((word) => entry.searched.includes(word)));
}

function showStateCounts(found) {
  for (const label of control("states").children) {
    const name = label.querySelector("input").value;
    const number = name === "" ? found.length : found.filter((entry) => entry.state === name).length;
    label.querySelector("span").textContent = count(number);
  }
}

const isFiltered = () => ["search", "model", "from", "to"].some((id) => control(id).value !== "")
  || chosenState() !== initialState;

function clearFilters() {
  for (const id of ["search", "model", "from", "to"]) control(id).value = "";
  chooseState(initialState);
}

function chooseState(name) {
  for (const choice of document.getElementsByName("state")) choice.checked = choice.value === name;
}

/** What is asked for stands in the address, so that it can be sent to somebody. */
function keepInAddress() {
  const asked = new URLSearchParams();
  for (const id of controls) {
    const { value } = control(id);
    if (value !== "" && !(id === "sort" && value === "newest")) asked.set(id, value);
  }
  if (chosenState() !== initialState) asked.set("state", chosenState() || "all");
  if (enlarged !== null) for (const [name, value] of new URLSearchParams(largeAddress(enlarged))) asked.set(name, value);
  const text = asked.toString();
  // Some places a page may be shown in do not let it touch its address.
  try { history.replaceState(null, "", text === "" ? location.pathname + location.search : `#${text}`); } catch { return; }
}

function takeFromAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const id of controls) control(id).value = asked.get(id) ?? (id === "sort" ? "newest" : "");
  if (control("sort").value === "") control("sort").value = "newest";
  if (control("model").selectedIndex < 0) control("model").value = "";
  const state = asked.get("state");
  const isKnown = states.some(({ name }) => name === state);
  chooseState(isKnown ? state : state === "all" ? "" : initialState);
}
