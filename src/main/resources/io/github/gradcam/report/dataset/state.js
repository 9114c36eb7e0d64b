const VIEWS = ["overlay", "image", "map"];
const COLOURS = [
  ["label", "class"],
  ["answer", "answer"],
  ["group", "group"],
  ["right", "right or wrong"],
];
const SORTS = [
  ["", "as they came"],
  ["unsure", "least sure first"],
  ["sure", "surest first"],
  ["wrong", "wrong first, surest first"],
  ["group", "by group, centre first"],
  ["border", "hottest border first"],
  ["path", "by path"],
];
/** What one chooses several of: a column of numbers from -1 on, or values of which an image has some. */
const FACETS = [
  { key: "right", heading: "Answer", values: RIGHT, has: (i, set) => set.has(RIGHT[images.right[i]]) },
  {
    key: "flag",
    heading: "Stands out",
    values: FLAGS.map(([key]) => key),
    has: (i, set) => FLAGS.some(([key], bit) => flags[i] & (1 << bit) && set.has(key)),
  },
  { key: "label", heading: "Class", column: images.label },
  { key: "answer", heading: "Answered", column: images.answer },
  {
    key: "group",
    heading: "Group",
    values: groups.map((group) => group.id),
    has: (i, set) => memberOf(set)[i] === 1,
  },
  { key: "diagnosis", heading: "Map", column: images.diagnosis },
  { key: "split", heading: "Split", column: images.split },
];
const SELECTED_LISTED = 200;

let membersOf = null;
let members = null;
/** 1 for each image of any of the groups. */
function memberOf(set) {
  if (membersOf !== set) {
    membersOf = set;
    members = new Uint8Array(images.count);
    for (const id of set) groupById.get(id)?.members.forEach((image) => (members[image] = 1));
  }
  return members;
}

const EMPTY = {
  ...Object.fromEntries(FACETS.map(({ key }) => [key, new Set()])),
  low: 0,
  high: 1,
  text: "",
  only: false,
  selected: new Set(),
  sort: "",
  view: images.maps ? "overlay" : "image",
  colour: groups.length > 0 ? "group" : labelled ? "label" : "answer",
  open: -1,
  at: "",
};

function parse(fragment) {
  const values = new URLSearchParams(fragment);
  const state = { ...EMPTY };
  for (const { key, values: known } of FACETS) {
    const chosen = (values.get(key) ?? "").split(",").filter((each) => each !== "");
    state[key] = new Set(
      known ? chosen.filter((each) => known.includes(each)) : chosen.map(Number).filter(Number.isInteger),
    );
  }
  const [low, high] = (values.get("sure") ?? "0-100").split("-").map((each) => Number(each) / 100);
  if (low >= 0 && high <= 1 && low <= high) Object.assign(state, { low, high });
  state.text = values.get("text") ?? "";
  state.selected = parseSelection(values.get("selected") ?? "");
  state.only = values.get("only") === "1" && state.selected.size > 0;
  if (SORTS.some(([key]) => key === values.get("sort"))) state.sort = values.get("sort");
  if (VIEWS.includes(values.get("view"))) state.view = values.get("view");
  if (COLOURS.some(([key]) => key === values.get("colour"))) state.colour = values.get("colour");
  const open = Number(values.get("open") ?? "x");
  if (Number.isInteger(open) && open >= 0 && open < images.count) state.open = open;
  state.at = values.get("at") ?? (/^[\w-]+$/.test(fragment) ? fragment : "");
  return state;
}

function write(state) {
  const values = [];
  const add = (key, value) => value !== "" && values.push(`${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
  add("at", state.at);
  for (const { key } of FACETS) add(key, [...state[key]].join(","));
  if (state.low > 0 || state.high < 1) add("sure", `${Math.round(100 * state.low)}-${Math.round(100 * state.high)}`);
  add("text", state.text);
  add("selected", writeSelection(state.selected));
  add("only", state.only ? "1" : "");
  for (const key of ["sort", "view", "colour"]) add(key, state[key] === EMPTY[key] ? "" : state[key]);
  add("open", state.open < 0 ? "" : String(state.open));
  return values.join("&");
}

/** A few images by their numbers in base 36, many as a bit each. */
function writeSelection(selected) {
  if (selected.size <= SELECTED_LISTED) return [...selected].map((i) => i.toString(36)).join(".");
  const bits = new Uint8Array(Math.ceil(images.count / 8));
  for (const i of selected) bits[i >> 3] |= 1 << (i & 7);
  let text = "";
  for (const byte of bits) text += String.fromCharCode(byte);
  return "~" + btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function parseSelection(text) {
  const selected = new Set();
  if (text.startsWith("~")) {
    let bits;
    try {
      bits = bytesOf(text.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    } catch {
      return selected; // an address that was cut
    }
    for (let i = 0; i < images.count; i++) if (bits[i >> 3] & (1 << (i & 7))) selected.add(i);
  } else if (text) {
    for (const each of text.split(".")) {
      const i = parseInt(each, 36);
      if (i >= 0 && i < images.count) selected.add(i);
    }
  }
  return selected;
}

/** The state of the page, which the address holds. */
const store = { state: parse(location.hash.slice(1)), changed: () => {} };

/** Browsers refuse an address that changes with every move of a slider, so it waits for the last. */
const ADDRESS_AFTER = 200;
let addressTimer = null;

function replaceAddress() {
  clearTimeout(addressTimer);
  addressTimer = null;
  history.replaceState(null, "", "#" + write(store.state));
}

/** Goes on with other values; a step back undoes it, unless it only goes on with the last. */
function go(change, { step = true } = {}) {
  if (step && addressTimer !== null) replaceAddress();
  store.state = { ...store.state, at: "", ...change };
  if (step) history.pushState(null, "", "#" + write(store.state));
  else addressTimer ??= setTimeout(replaceAddress, ADDRESS_AFTER);
  store.changed();
}

/** Follows a link of the page; how images are shown stays. */
function follow(fragment) {
  const given = new URLSearchParams(fragment);
  const kept = ["view", "colour", "sort"].filter((key) => !given.has(key));
  go({ ...parse(fragment), ...Object.fromEntries(kept.map((key) => [key, store.state[key]])) });
}

addEventListener("popstate", () => {
  clearTimeout(addressTimer);
  addressTimer = null;
  store.state = parse(location.hash.slice(1));
  store.changed();
});

const toggled = (set, value) => {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
};

/** Whether anything is filtered. */
const filtered = (state) =>
  FACETS.some(({ key }) => state[key].size > 0) || state.low > 0 || state.high < 1 || state.text !== "" || state.only;

const UNFILTERED = () => {
  const { low, high, text, only } = EMPTY;
  return { ...Object.fromEntries(FACETS.map(({ key }) => [key, new Set()])), low, high, text, only };
};

const HISTOGRAM = 20;

/** How many values each column may have, the one for none among them. */
const WIDTHS = FACETS.map(({ column }) => (column ? column.reduce((most, value) => Math.max(most, value), -1) + 2 : 0));

/**
 * The images that a state lets through, and for each facet how many there would be of each value if
 * that facet were not filtered by.
 */
function filter(state) {
  const passes = new Uint8Array(images.count);
  const list = [];
  const numbers = WIDTHS.map((width) => new Uint32Array(width));
  const rights = new Uint32Array(RIGHT.length);
  const flagged = new Uint32Array(FLAGS.length);
  const sure = { all: new Uint32Array(HISTOGRAM), wrong: new Uint32Array(HISTOGRAM) };
  const tests = [];
  FACETS.forEach(({ key, column, has }, facet) => {
    const set = state[key];
    if (set.size > 0) tests.push([facet, column ? (i) => set.has(column[i]) : (i) => has(i, set)]);
  });
  const text = state.text.trim().toLowerCase();
  const ranged = state.low > 0 || state.high < 1;
  const ranges = FACETS.length;
  const [byRight, byFlag] = ["right", "flag"].map((name) => FACETS.findIndex(({ key }) => key === name));
  for (let i = 0; i < images.count; i++) {
    if ((state.only && !state.selected.has(i)) || (text && !lowerPath(i).includes(text))) continue;
    let failed = -1;
    let several = false;
    for (let at = 0; at < tests.length && !several; at++) {
      if (!tests[at][1](i)) {
        several = failed >= 0;
        failed = tests[at][0];
      }
    }
    const probability = images.probability[i];
    if (ranged && !several && !(probability >= state.low && probability <= state.high)) {
      several = failed >= 0;
      failed = ranges;
    }
    if (several) continue;
    if (failed < 0) {
      passes[i] = 1;
      list.push(i);
    }
    for (let facet = 0; facet < FACETS.length; facet++) {
      if (WIDTHS[facet] > 0 && (failed < 0 || failed === facet)) numbers[facet][FACETS[facet].column[i] + 1]++;
    }
    if (failed < 0 || failed === byRight) rights[images.right[i]]++;
    if (flags[i] && (failed < 0 || failed === byFlag)) {
      for (let bit = 0; bit < FLAGS.length; bit++) flagged[bit] += (flags[i] >> bit) & 1;
    }
    if ((failed < 0 || failed === ranges) && probability >= 0) {
      const bin = Math.min(HISTOGRAM - 1, Math.floor(probability * HISTOGRAM));
      sure.all[bin]++;
      if (images.right[i] === 2) sure.wrong[bin]++;
    }
  }
  const counts = FACETS.map(({ key, column }, facet) => {
    if (column) return new Map([...numbers[facet]].map((number, value) => [value - 1, number]));
    if (key === "right") return new Map(RIGHT.map((right, at) => [right, rights[at]]));
    if (key === "flag") return new Map(FLAGS.map(([flag], bit) => [flag, flagged[bit]]));
    return new Map();
  });
  countGroups(state, counts[FACETS.findIndex(({ key }) => key === "group")], passes);
  return { passes, list: sorted(list, state.sort), counts, sure };
}

/** An image may be in several groups, so these are counted by their members. */
function countGroups(state, into, passes) {
  const others = state.group.size > 0 ? filter({ ...state, group: new Set(), sort: "" }).passes : passes;
  for (const group of groups) {
    let number = 0;
    for (const image of group.members) number += others[image];
    into.set(group.id, number);
  }
}

function sorted(list, sort) {
  const { probability, right, heat } = images;
  const last = (value) => (Number.isNaN(value) ? Infinity : value);
  const orders = {
    unsure: (a, b) => last(probability[a]) - last(probability[b]),
    sure: (a, b) => last(-probability[a]) - last(-probability[b]),
    wrong: (a, b) => (right[b] === 2) - (right[a] === 2) || last(-probability[a]) - last(-probability[b]),
    group: (a, b) => (firstGroup[a] >>> 0) - (firstGroup[b] >>> 0) || last(distance[a]) - last(distance[b]),
    border: (a, b) => (heat ? last(-heat.border[a]) - last(-heat.border[b]) : 0),
    path: (a, b) => (lowerPath(a) < lowerPath(b) ? -1 : 1),
  };
  return sort ? list.sort((a, b) => orders[sort](a, b) || a - b) : list;
}
