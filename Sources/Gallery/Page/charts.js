
// Videos, bytes and margins over time: drawn, and as a table.

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
      name: "videos", title: `Videos a ${step}`, step, list, top: topVideos, ticks: half(topVideos), label: count,
      summary: `Videos a ${step} ${over}: at most ${count(mostVideos)}`,
      describe: (period) => `${name(period)}: ${plural(period.videos, "video", "videos")}`,
    }, (period) => period.videos, width, height),
    bars({
      name: "bytes", title: `Bytes a ${step}`, step, list, top: topBytes, ticks: [0, topBytes / 2, topBytes],
      label: (value) => (value === 0 ? "0" : bytes(value).replace(".0 ", " ")),
      summary: `Bytes a ${step} ${over}: at most ${bytes(mostBytes)}`,
      describe: (period) => `${name(period)}: ${bytes(period.bytes)}`,
    }, (period) => period.bytes, width, height),
  ];
  if (margins.length > 0) {
    const smallest = Math.min(...margins.map(least));
    const highest = Math.max(...margins.map((period) => quantile(period, 3 / 4)));
    const top = Math.max(24 * hour, Math.ceil(highest / (24 * hour)) * 24 * hour);
    panels.push(marginPanel({
      name: "margin", title: "Time left to the deadline", note: "dot: least, red under 2 h", idle: "Band: the middle half of the videos.", step, list, top,
      ticks: [0, top / 4, top / 2, top * 3 / 4, top], label: (value) => `${value / hour} h`,
      summary: `Least time left to the deadline when archived, by ${step}, ${over}: at least ${span(smallest)}`,
      describe: (period) => (period.margins.length === 0 ? `${name(period)}: nothing archived`
        : `${name(period)}: least ${span(least(period))}, half from ${span(quantile(period, 1 / 4))} to ${span(quantile(period, 3 / 4))}`),
    }, width, height));
  }
  place.replaceChildren(...panels);
}

function tabulate({ step, list }) {
  const heads = [step[0].toUpperCase() + step.slice(1), "Videos", "Bytes", "Least time left", "Median time left"];
  const rows = list.filter((period) => period.videos > 0).reverse().map((period) => element("tr", {},
    element("th", { scope: "row" }, step === "month" ? period.start.slice(0, 7) : period.start),
    ...[
      count(period.videos), bytes(period.bytes),
      ...[0, 1 / 2].map((part) => (period.margins.length === 0 ? "" : span(quantile(period, part)))),
    ].map((text) => element("td", {}, text))));
  control("table").replaceChildren(element("table", {},
    element("caption", {}, "Days are UTC. Time left: to the deadline of the source, when the video was archived."),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows)));
}

let charted = null;

/** Shows the archived ones among these over time. */
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
