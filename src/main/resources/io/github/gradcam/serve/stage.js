// Draws the image with its map, or with several side by side, and tells the values under the pointer.

import { percent } from "./classes.js";
import * as compare from "./compare.js";
import * as draw from "./draw.js";
import { $, happened, page, state } from "./page.js";

const MOST_PIXELS = 1_200_000; // that are drawn

/** The maps side by side. */
export const side = new compare.SideBySide($("tiles"));

function imageSize() {
  return page.answer?.explanation.image ?? side.there[0]?.reply.explanations[0].image;
}

function canvasSize() {
  const { width, height } = page.bitmap ?? imageSize() ?? { width: 1, height: 1 };
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The scale of maps side by side. */
export function scale() {
  const honest = compare.scales(compare.read(state.compare).kind, state);
  return honest.includes(state.scale) ? state.scale : honest[0];
}

/** What the colours say. */
export function reading() {
  if (state.compare) {
    return compare.SCALES[scale()].replace("MOST", side.most.toPrecision(3));
  }
  return state.counterfactual
    ? "Red speaks for the class, blue against it; 1 is the largest value of either."
    : "From 0 to the map's largest value.";
}

/** How maps are drawn. */
export function appearance(signed) {
  return {
    signed,
    table: page.tables[signed ? "coolwarm" : state.colours] ?? page.tables.turbo,
    opacity: Number(state.opacity),
    threshold: Number(state.threshold),
    contours: Boolean(state.contours),
    split: Number(state.split),
  };
}

/** Brings maps to the size of their canvases, and draws. */
export function layOut() {
  const { answer } = page;
  if (answer) {
    answer.values = draw.stretched(answer.heat, ...canvasSize());
  }
  side.stretch(scale(), ...canvasSize());
  paint();
  tell();
  happened("drawn");
}

/** One more map of those side by side has come, or will not. */
export function arrived(tile) {
  const tiles = scale() === "value" ? side.tiles : [tile]; // the largest of all may be another
  side.stretch(scale(), ...canvasSize(), tiles);
  side.paint(page.bitmap, appearance, tiles);
  showLegend();
  tell();
  happened("drawn");
}

let painting = 0;

export function paint() {
  const { current } = page;
  $("frame").hidden = current === null || state.compare !== "";
  $("tiles").hidden = current === null || state.compare === "";
  if (current === null) {
    return;
  }
  showLegend();
  if (state.compare) {
    cancelAnimationFrame(painting);
    painting = requestAnimationFrame(() => side.paint(page.bitmap, appearance)); // no more often than it is seen
  } else {
    paintOne();
  }
}

function paintOne() {
  const { answer, bitmap, covered, current, cursor } = page;
  const stage = $("stage");
  const [width, height] = canvasSize();
  if (stage.width !== width || stage.height !== height) {
    stage.width = width;
    stage.height = height;
    $("frame").style.width = `min(100%, calc(70vh * ${width / height}))`; // as large as there is room
  }
  const values = answer && !covered ? answer.values : null; // a covered image has no map of its own
  draw.picture(stage, covered?.picture ?? bitmap, values, appearance(Boolean(answer?.explanation.balance)));
  if (cursor?.keys && document.activeElement === stage) {
    mark(stage.getContext("2d"), cursor.x * width, cursor.y * height);
  }
  stage.setAttribute(
    "aria-label",
    answer
      ? `${current.name}: ${answer.prediction.label}, ${percent(answer.prediction.probability)}, with the map of ${answer.explanation.target.label}`
      : `${current.name}`,
  );
}

function showLegend() {
  const { signed, table } = appearance(Boolean(state.counterfactual));
  if (table) {
    draw.bar($("bar").getContext("2d"), table, 0, 0, $("bar").width, $("bar").height);
  }
  $("least").textContent = signed ? "−1" : "0";
  $("reading").textContent = reading();
}

function mark(context, x, y) {
  const arm = Math.max(6, context.canvas.width / 60);
  for (const [colour, width] of [["#000", 4], ["#fff", 2]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.stroke();
  }
}

/** Value and place under the pointer. */
export function tell() {
  const { answer, cursor } = page;
  const told = $("place");
  told.setAttribute("aria-live", cursor?.keys ? "polite" : "off"); // a pointer would have it talk without end
  side.tell(cursor);
  const image = imageSize();
  if (!image || !cursor) {
    told.textContent = state.compare && image ? "Point at a map: the values there are told for all." : "\u00a0";
    return;
  }
  const where = `Column ${Math.floor(cursor.x * image.width)}, row ${Math.floor(cursor.y * image.height)}`;
  if (state.compare) {
    told.textContent = `${where}: under each map its place on the scale, and its value at the layer`;
  } else if (answer) {
    const { layer } = answer.explanation;
    told.textContent = `${where}: heat ${draw.at(answer.heat, cursor).toFixed(3)}, value at ${layer} ${draw.at(answer.signed, cursor).toPrecision(3)}`;
  }
}
