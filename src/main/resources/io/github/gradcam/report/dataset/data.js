const data = JSON.parse(document.getElementById("data").textContent);
document.getElementById("data").remove();

const MAP_SIDE = 16;
const MAP_LENGTH = MAP_SIDE * MAP_SIDE;
const RIGHT = ["none", "right", "wrong"];
const SURE = 0.9;
const UNSURE = 0.5;
const FLAGS = [
  ["suspected-label", "label likely wrong"],
  ["duplicate", "near duplicate"],
  ["leak", "in several splits"],
  ["sure-and-wrong", "sure and wrong"],
  ["unsure", "unsure"],
  ["doubtful-map", "map to read with care"],
];
const SHORTCUT = { shortcut: "Shortcut", "did-not-hold": "Tried, did not hold", "not-tried": "Not tried" };

/** The images, a column a value. */
const images = readImages(data.images);
const groups = data.groups;
const groupById = new Map();
groups.forEach((group, place) => {
  group.place = place;
  group.members = intsOf(group.members);
  group.distances = group.distances && floatsOf(group.distances);
  group.map = group.map && bytesOf(group.map);
  groupById.set(group.id, group);
});
data.pairs.forEach((pair) => pair.images.forEach((each) => (each.maps = each.maps.map(bytesOf))));
const leaks = data.duplicates.filter((set) => set.splits);
const suspectOf = new Map(data.suspects.map(([image, suggested, probability]) => [image, { suggested, probability }]));
const duplicateOf = new Map();
data.duplicates.forEach((set) => set.images.forEach((image) => duplicateOf.set(image, set)));
const viridis = bytesOf(data.viridis);
const coolwarm = bytesOf(data.coolwarm);

/** Of each image, the first group that holds it, or -1; all of them are in the groups. */
const firstGroup = new Int32Array(images.count).fill(-1);
const distance = new Float32Array(images.count).fill(NaN);
for (let place = groups.length - 1; place >= 0; place--) {
  groups[place].members.forEach((image, i) => {
    firstGroup[image] = place;
    distance[image] = groups[place].distances ? groups[place].distances[i] : NaN;
  });
}
/** Of each image, a bit for each of the flags. */
const flags = readFlags();
const labelled = images.right.some((right) => right > 0);

function readImages(columns) {
  const label = intsOf(columns.label);
  const answer = intsOf(columns.answer);
  const right = new Uint8Array(columns.count);
  for (let i = 0; i < right.length; i++) right[i] = label[i] < 0 ? 0 : label[i] === answer[i] ? 1 : 2;
  const heat = {};
  for (const key in columns.heat ?? {}) heat[key] = floatsOf(columns.heat[key]);
  return {
    ...columns,
    label,
    answer,
    right,
    heat: columns.heat && heat,
    folder: intsOf(columns.folder),
    probability: floatsOf(columns.probability),
    x: columns.x && floatsOf(columns.x),
    y: columns.y && floatsOf(columns.y),
    maps: columns.maps && bytesOf(columns.maps),
    mapped: bytesOf(columns.mapped),
    diagnosis: intsOf(columns.diagnosis),
    split: intsOf(columns.split),
    cell: intsOf(columns.cell),
    width: intsOf(columns.width),
    height: intsOf(columns.height),
  };
}

function readFlags() {
  const bits = new Uint8Array(images.count);
  const ok = images.diagnoses.map((diagnosis) => diagnosis === "ok");
  for (let i = 0; i < bits.length; i++) {
    const set = duplicateOf.get(i);
    bits[i] =
      (suspectOf.has(i) ? 1 : 0) |
      (set ? 2 : 0) |
      (set?.splits ? 4 : 0) |
      (images.right[i] === 2 && images.probability[i] >= SURE ? 8 : 0) |
      (images.probability[i] < UNSURE ? 16 : 0) |
      (ok[images.diagnosis[i]] ? 0 : 32);
  }
  return bits;
}

const pathOf = (i) => images.root + images.folders[images.folder[i]] + images.names[i];
const below = (i) => images.folders[images.folder[i]] + images.names[i];
const labelName = (index) => (index < 0 ? "no label" : data.labels[index]);
const mapOf = (i) =>
  images.maps && images.mapped[i] ? images.maps.subarray(i * MAP_LENGTH, (i + 1) * MAP_LENGTH) : null;
const thumbnailOf = (i) => (images.cell[i] < 0 ? null : [images.cell[i], images.width[i], images.height[i]]);

/** Where the image itself may lie; null where it cannot be linked, as in an archive. */
function linkOf(i) {
  const path = below(i);
  if (images.rootLink === null || path.includes("!/")) return null;
  return images.rootLink + path.split(/[/\\]/).map(encodeURIComponent).join("/");
}

let lowerPaths = null;
/** Paths in lower case, made when someone first looks for a text. */
function lowerPath(i) {
  lowerPaths ??= Array.from({ length: images.count }, (_, each) => pathOf(each).toLowerCase());
  return lowerPaths[i];
}

/** What one reads of an image in a line. */
function wordsOf(i) {
  const answer = `${shown(labelName(images.answer[i]))} ${percent(images.probability[i])}`;
  const right = images.right[i];
  return right === 0 ? answer : right === 1 ? `${answer}, right` : `${answer}, wrong: it is ${shown(labelName(images.label[i]))}`;
}

/** A group as it is told from all others: of what it was made, and its name. */
function groupName(group) {
  const of =
    group.kind === "answer"
      ? labelName(group.answer)
      : group.kind === "pair"
        ? `${labelName(group.label)} taken for ${labelName(group.answer)}`
        : "all errors";
  return `${of}: ${group.name}`;
}
