
// Videos, bytes and margins of days, weeks or months.

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

/** The margin that a part of a period's videos is not above: 0 is the least, 1/2 the median. */
const quantile = (period, part) => period.margins[Math.round((period.margins.length - 1) * part)];
const least = (period) => quantile(period, 0);

function periodName(step, start) {
  return step === "day" ? longDay(start) : step === "week" ? `week of ${longDay(start)}` : start.slice(0, 7);
}

/** The last day of a period. */
const lastDay = (step, start) => dayOf(Date.parse(`${nextStart(step, start)}T00:00:00Z`) - 24 * hour);

/** The smallest round number of that scale that is not below the value. */
function roundUp(value, scale) {
  const factor = scale ** Math.floor(Math.log(Math.max(value, 1)) / Math.log(scale));
  return factor * [1, 2, 3, 4, 5, 6, 8, 10, scale].find((step) => step * factor >= Math.max(value, 1));
}
