
// What the page is about: one value for each row of the data.

const states = [
  { name: "archived", label: "Archived", tone: "good" },
  { name: "open", label: "Open", tone: "warn" },
  { name: "lost", label: "Lost", tone: "bad" },
  { name: "none", label: "No video", tone: "" },
];

const stateText = {
  archived: "Archived", waiting: "Waiting for the task", pending: "To be archived", archiving: "Being archived",
  lost: "Lost", none: "Ended without a video",
};

/** Only what leads to the web becomes a link. */
function webLink(text) {
  if (!text || !/^https?:\/\//i.test(text)) return null;
  try { return new URL(text).href; } catch { return null; }
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

/** The name of the linked file, as its owner chose it. */
const fileName = (link) => decoded(new URL(link).pathname.split("/").pop());

const moment = (text) => (text ? Date.parse(text) : null);

class Entry {
  constructor(row, columns, position) {
    const value = (name) => row[columns.indexOf(name)];
    this.position = position;
    this.task = value("task_id");
    this.index = value("index");
    this.model = value("model") ?? "";
    this.status = value("task_status");
    this.exactState = value("state");
    this.state = ["waiting", "pending", "archiving"].includes(this.exactState) ? "open" : this.exactState;
    this.link = webLink(value("url"));
    this.isImage = (value("content_type") ?? "").startsWith("image/");
    this.size = value("size");
    this.width = value("width");
    this.height = value("height");
    this.duration = value("duration");
    this.expires = moment(value("expires_at"));
    this.archived = moment(value("archived_at"));
    this.made = moment(value("ended_at")) ?? moment(value("submitted_at")) ?? this.archived;
    this.day = this.made === null ? "" : dayOf(this.made);
    this.reason = value("error");
    this.title = this.link ? fileName(this.link) : this.task;
    this.searched = [
      this.task, this.title, this.model, this.status, this.reason, stateText[this.exactState], this.day,
      // As it is copied, and as a key.
      ...this.link === null ? [] : [this.link, decoded(new URL(this.link).pathname)],
    ].join("\n").toLowerCase();
  }

  /** Milliseconds that were left when it was archived. */
  get margin() {
    return this.archived === null || this.expires === null ? null : Math.max(0, this.expires - this.archived);
  }
}

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const facts = read("facts");
const entries = read("entries").map((row, position) => new Entry(row, facts.columns, position));
