
// Videos, bytes and margin by day: drawn, and as a table.

const hour = 3600000;
/** A margin below this is close. */
const closeMargin = 2 * hour;

function monday(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - (date.getUTCDay() + 6) % 7);
  return dayOf(date);
}

const stepStart = { day: (day) => day, week: monday, month: (day) => `${day.slice(0, 7)}-01` };

function nextStart(step, start) {
  const date = new Date(`${start}T00:00:00Z`);
  if (step === "month") date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + (step === "week" ? 7 : 1));
  return dayOf(date);
}

/** Every day, week or month from the first to the last one, also those without videos; no more than 62 where that goes. */
function periods(found) {
  const days = found.filter((entry) => entry.day !== "").sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  if (days.length === 0) return { step: "day", list: [] };
  const [first, last] = [days[0].day, days[days.length - 1].day];
  const length = (Date.parse(last) - Date.parse(first)) / (24 * hour) + 1;
  const step = length <= 62 ? "day" : length <= 62 * 7 ? "week" : "month";
  const byStart = new Map();
  for (let start = stepStart[step](first); start <= last; start = nextStart(step, start)) {
    byStart.set(start, { start, videos: 0, bytes: 0, margins: [] });
  }
  for (const entry of days) {
    const period = byStart.get(stepStart[step](entry.day));
    period.videos += 1;
    period.bytes += entry.size ?? 0;
    if (entry.margin !== null) period.margins.push(entry.margin);
  }
  const list = [...byStart.values()];
  for (const period of list) period.margins.sort((a, b) => a - b);
  return { step, list };
}

const least = (period) => period.margins[0];
const most = (period) => period.margins[period.margins.length - 1];
const middle = (period) => period.margins[Math.floor((period.margins.length - 1) / 2)];

/** The smallest round number of that scale that is not below the value. */
function roundUp(value, scale) {
  const factor = scale ** Math.floor(Math.log(Math.max(value, 1)) / Math.log(scale));
  return factor * [1, 2, 3, 4, 5, 6, 8, 10, scale].find((step) => step * factor >= Math.max(value, 1));
}

const svgName = "http://www.w3.org/2000/svg";
function shape(name, attributes, ...children) {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const size = { left: 46, right: 6, top: 8, bottom: 22 };

/**
 * Axes and grid of one panel.
 *
 * @returns the picture, and where a period and a value stand in it.
 */
function panel({ name, title, note, list, top, ticks, label, summary }, width, height) {
  const plot = { width: width - size.left - size.right, height: height - size.top - size.bottom };
  const step = plot.width / list.length;
  const x = (position) => size.left + step * position;
  const y = (value) => size.top + plot.height * (1 - value / top);
  const picture = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": summary });
  for (const tick of ticks) {
    picture.append(
      shape("line", { class: tick === 0 ? "axis" : "grid", x1: size.left, x2: width - size.right, y1: y(tick), y2: y(tick) }),
      shape("text", { x: size.left - 6, y: y(tick) + 4, "text-anchor": "end" }, label(tick)));
  }
  const every = Math.max(1, Math.ceil(list.length / Math.max(2, Math.floor(plot.width / 70))));
  list.forEach((period, position) => {
    if (position % every !== 0) return;
    const at = x(position) + step / 2;
    picture.append(shape("text", { x: at, y: height - 5, "text-anchor": "middle" }, period.start.slice(5)));
  });
  const figure = element("figure", { class: name }, element("figcaption", {}, title, " ", element("span", { class: "quiet" }, note ?? "")), picture);
  return { figure, picture, x, y, step, plot };
}

function addHits(drawn, list, describe) {
  list.forEach((period, position) => {
    const hit = shape("rect", { class: "hit", x: drawn.x(position), y: size.top, width: drawn.step, height: drawn.plot.height });
    hit.append(shape("title", {}, describe(period)));
    drawn.picture.append(hit);
  });
}

function bars(description, value, describe, width, height) {
  const drawn = panel(description, width, height);
  const thickness = Math.max(1, Math.min(28, drawn.step * 0.72));
  description.list.forEach((period, position) => {
    if (value(period) === 0) return;
    const [at, tall] = [drawn.y(value(period)), Math.max(1, drawn.y(0) - drawn.y(value(period)))];
    drawn.picture.append(shape("rect", {
      class: "mark", x: drawn.x(position) + (drawn.step - thickness) / 2, y: Math.min(at, drawn.y(0) - 1),
      width: thickness, height: tall, rx: Math.min(3, thickness / 3),
    }));
  });
  addHits(drawn, description.list, describe);
  return drawn.figure;
}

function marginPanel(description, describe, width, height) {
  const drawn = panel(description, width, height);
  drawn.picture.append(shape("line", {
    class: "limit", x1: size.left, x2: width - size.right, y1: drawn.y(closeMargin), y2: drawn.y(closeMargin),
  }), shape("text", { class: "limit-label", x: width - size.right, y: drawn.y(closeMargin) - 5, "text-anchor": "end" }, "close: under 2 h"));
  description.list.forEach((period, position) => {
    if (period.margins.length === 0) return;
    const at = drawn.x(position) + drawn.step / 2;
    drawn.picture.append(shape("g", { class: least(period) < closeMargin ? "close" : "safe" },
      shape("line", { class: "range", x1: at, x2: at, y1: drawn.y(most(period)), y2: drawn.y(least(period)) }),
      shape("circle", { class: "mark", cx: at, cy: drawn.y(least(period)), r: Math.max(1.5, Math.min(4, drawn.step / 3)) })));
  });
  addHits(drawn, description.list, describe);
  return drawn.figure;
}

function periodName(step, start) { return step === "day" ? longDay(start) : step === "week" ? `week of ${longDay(start)}` : start.slice(0, 7); }

function drawCharts({ step, list }) {
  const place = control("panels");
  const columns = getComputedStyle(place).gridTemplateColumns.split(" ").length;
  const width = Math.max(220, Math.round((place.clientWidth - (columns - 1) * 28) / columns));
  const height = 152;
  const mostVideos = Math.max(...list.map((period) => period.videos));
  const mostBytes = Math.max(...list.map((period) => period.bytes));
  const margins = list.filter((period) => period.margins.length > 0);
  const name = (period) => periodName(step, period.start);
  const over = `${list.length === 1 ? "in" : "from"} ${name(list[0])}${list.length === 1 ? "" : ` to ${name(list[list.length - 1])}`}`;

  const topVideos = roundUp(mostVideos, 10);
  // Powers of 1000, as the labels are.
  const unit = 1000 ** Math.floor(Math.log(Math.max(mostBytes, 1)) / Math.log(1000));
  const topBytes = unit * roundUp(mostBytes / unit, 10);
  const half = (top) => (Number.isInteger(top / 2) ? [0, top / 2, top] : [0, top]);
  const panels = [
    bars({
      name: "videos", title: `Videos a ${step}`, list, top: topVideos, ticks: half(topVideos), label: count,
      summary: `Videos a ${step} ${over}: at most ${count(mostVideos)}`,
    }, (period) => period.videos, (period) => `${name(period)}: ${plural(period.videos, "video", "videos")}`, width, height),
    bars({
      name: "bytes", title: `Bytes a ${step}`, list, top: topBytes, ticks: [0, topBytes / 2, topBytes],
      label: (value) => (value === 0 ? "0" : bytes(value).replace(".0 ", " ")),
      summary: `Bytes a ${step} ${over}: at most ${bytes(mostBytes)}`,
    }, (period) => period.bytes, (period) => `${name(period)}: ${bytes(period.bytes)}`, width, height),
  ];
  if (margins.length > 0) {
    const smallest = Math.min(...margins.map(least));
    const top = Math.max(24 * hour, Math.ceil(Math.max(...margins.map(most)) / (24 * hour)) * 24 * hour);
    panels.push(marginPanel({
      name: "margin", title: "Time left to the deadline", note: "(dot: least)", list, top,
      ticks: [0, top / 4, top / 2, top * 3 / 4, top], label: (value) => `${value / hour} h`,
      summary: `Least time left to the deadline when archived, by ${step}, ${over}: at least ${span(smallest)}`,
    }, (period) => (period.margins.length === 0 ? `${name(period)}: nothing archived`
      : `${name(period)}: least ${span(least(period))}, median ${span(middle(period))}, most ${span(most(period))}`),
    width, height));
  }
  place.replaceChildren(...panels);
}

function tabulate({ step, list }) {
  const heads = [step[0].toUpperCase() + step.slice(1), "Videos", "Bytes", "Least time left", "Median time left"];
  const rows = list.filter((period) => period.videos > 0).reverse().map((period) => element("tr", {},
    element("th", { scope: "row" }, step === "month" ? period.start.slice(0, 7) : period.start),
    ...[
      count(period.videos), bytes(period.bytes),
      ...[least, middle].map((choose) => (period.margins.length === 0 ? "" : span(choose(period)))),
    ].map((text) => element("td", {}, text))));
  control("table").replaceChildren(element("table", {},
    element("caption", {}, "Days are UTC. Time left: to the deadline of the source, when the video was archived."),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows)));
}

let charted = null;

/** Shows the archived ones among these by day. */
function showCharts(found) {
  charted = periods(found.filter((entry) => entry.state === "archived"));
  control("charts").hidden = charted.list.length === 0;
  if (charted.list.length === 0) return;
  drawCharts(charted);
  tabulate(charted);
}

let chartedWidth = 0;
new ResizeObserver(([{ contentRect }]) => {
  if (charted === null || charted.list.length === 0 || contentRect.width === 0 || contentRect.width === chartedWidth) return;
  chartedWidth = contentRect.width;
  drawCharts(charted);
}).observe(control("panels"));
