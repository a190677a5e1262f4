
// One panel of the charts: a picture, with a line below it that tells of the period that is pointed at.

const svgName = "http://www.w3.org/2000/svg";
function shape(name, attributes, ...children) {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const size = { left: 46, right: 6, top: 8, bottom: 22 };

/** Month and day; with the year where it differs from that of the tick before. */
function tickText(step, start, before) {
  return step === "month" ? start.slice(0, 7) : before?.slice(0, 4) === start.slice(0, 4) ? start.slice(5) : start;
}

/**
 * Axes and grid of one panel.
 *
 * @returns the picture, and where a period and a value stand in it.
 */
function panel({ name, title, note, step: stepName, list, top, ticks, label, summary, describe, idle }, width, height) {
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
  // Of one year the day alone is enough.
  const isOneYear = list[0].start.slice(0, 4) === list[list.length - 1].start.slice(0, 4);
  const every = Math.max(1, Math.ceil(list.length / Math.max(2, Math.floor(plot.width / 76))));
  for (let position = 0; position < list.length; position += every) {
    const text = tickText(stepName, list[position].start, isOneYear ? list[0].start : list[position - every]?.start);
    const at = Math.min(x(position) + step / 2, width - 16);
    picture.append(shape("text", { x: at, y: height - 5, "text-anchor": "middle" }, text));
  }
  const told = element("p", { class: "told quiet" }, idle ?? "");
  const figure = element("figure", { class: name },
    element("figcaption", {}, title, " ", element("span", { class: "quiet" }, note ?? "")), picture, told);
  const drawn = { figure, picture, x, y, step, plot, told };
  point(drawn, stepName, list, describe, idle ?? "");
  return drawn;
}

/** Tells of the period under the pointer; a click asks for it, with a finger the second one on it. */
function point({ picture, told, x, step, plot }, stepName, list, describe, idle) {
  const mark = shape("rect", { class: "pointed", x: 0, y: size.top, width: step, height: plot.height });
  let [pointed, isTold] = [null, false];
  const at = ({ clientX }) => {
    const box = picture.getBoundingClientRect();
    const across = (clientX - box.left) * (picture.viewBox.baseVal.width / box.width) - size.left;
    return Math.min(list.length - 1, Math.max(0, Math.floor(across / step)));
  };
  const tell = (event) => {
    const position = at(event);
    if (position === pointed) return;
    pointed = position;
    mark.setAttribute("x", x(position));
    picture.append(mark);
    told.textContent = describe(list[position]);
  };
  picture.addEventListener("pointermove", tell);
  picture.addEventListener("pointerdown", (event) => {
    isTold = event.pointerType === "mouse" || at(event) === pointed;
    tell(event);
  });
  picture.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType !== "mouse") return;
    pointed = null;
    mark.remove();
    told.textContent = idle;
  });
  picture.addEventListener("click", () => {
    if (pointed === null || !isTold) return;
    control("from").value = list[pointed].start;
    control("to").value = lastDay(stepName, list[pointed].start);
    ask();
  });
}

function bars(description, value, width, height) {
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
  return drawn.figure;
}

/** The middle half of the margins as a band, and the least as a dot. */
function marginPanel(description, width, height) {
  const drawn = panel(description, width, height);
  drawn.picture.append(shape("line", {
    class: "limit", x1: size.left, x2: width - size.right, y1: drawn.y(closeMargin), y2: drawn.y(closeMargin),
  }));
  description.list.forEach((period, position) => {
    if (period.margins.length === 0) return;
    const [upper, lower] = [drawn.y(quantile(period, 3 / 4)), drawn.y(quantile(period, 1 / 4))];
    const thickness = Math.max(1, drawn.step * 0.8);
    drawn.picture.append(
      shape("rect", {
        class: "band", x: drawn.x(position) + (drawn.step - thickness) / 2, y: upper, width: thickness,
        height: Math.max(2, lower - upper),
      }),
      shape("circle", {
        class: least(period) < closeMargin ? "close mark" : "mark", cx: drawn.x(position) + drawn.step / 2,
        cy: drawn.y(least(period)), r: Math.max(1.5, Math.min(4, drawn.step / 3)),
      }));
  });
  return drawn.figure;
}
