
// Numbers, times and texts as people read them; and elements, whose texts are never markup.

const count = (number) => number.toLocaleString("en");
const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

function bytes(number) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (number >= 999.95 && unit < units.length - 1) {
    number /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? number : number.toFixed(1)} ${units[unit]}`;
}

/** `5.2 s`, `1:05`, `1:02:03`. */
function playingTime(seconds) {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `2d 4h`, `3h 20m`, `5m`: a span of milliseconds in its two largest units. */
function span(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60000));
  if (minutes >= 1440) return `${Math.floor(minutes / 1440)}d ${Math.floor(minutes / 60) % 24}h`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)}h ${minutes % 60}m` : `${minutes}m`;
}

/** `2026-11-28 19:24 UTC` */
const utc = (time) => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
/** `2026-11-28` */
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

const dayText = (day, parts) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { ...parts, timeZone: "UTC" });
/** `Sat, 28 November 2026` */
const longDay = (day) => dayText(day, { weekday: "short", day: "numeric", month: "long", year: "numeric" });
/** `28 Nov 2026` */
const shortDay = (day) => dayText(day, { day: "numeric", month: "short", year: "numeric" });

/**
 * Characters that would hide, or turn the direction of what stands beside them, become visible; each text also gets a
 * direction of its own where it is shown.
 */
const plain = (text) => text.replace(
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g,
  (found) => (/^[\t\n\r]+$/.test(found) ? " " : "\ufffd"));

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") made.className = value;
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A text from outside. */
const foreign = (text) => element("bdi", {}, plain(text));

/** A time in UTC, with that of the reader's own clock as its tooltip. */
function timeElement(time) {
  const local = new Date(time).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" });
  return element("time", { dateTime: new Date(time).toISOString(), title: `Here: ${local}` }, utc(time));
}

/** Tells those who do not see the page. */
function say(text) { document.getElementById("said").textContent = text; }
