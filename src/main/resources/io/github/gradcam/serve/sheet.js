// The maps that stand side by side as one image to take away: it says how its colours are to be read.

import { columns as columnsOf } from "./compare.js";
import * as draw from "./draw.js";

const PANE = 480; // columns of a map
const GAP = 16;
const LINE = 22;
const FONT = "15px system-ui, 'Liberation Sans', sans-serif";
const BOLD = `600 ${FONT}`;

/** Words in lines that are no wider than is asked. */
function wrapped(context, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (context.measureText(longer).width <= width || lines[lines.length - 1] === "") {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/**
 * Draws it.
 *
 * @param title of all
 * @param tiles whose maps are there
 * @param scale what the colours mean
 * @param table the colours, and signed: whether they begin at -1
 */
export function sheet({ title, tiles, scale, table, signed }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const columns = columnsOf(tiles.length);
  const rows = Math.ceil(tiles.length / columns);
  const height = Math.round((PANE * tiles[0].canvas.height) / tiles[0].canvas.width);
  context.font = FONT;
  const captions = tiles.map((tile) => [
    tile.title,
    ...wrapped(context, `${tile.answer}; at ${tile.layer}`, PANE),
    ...wrapped(context, tile.diagnosis, PANE),
  ]);
  const caption = LINE * Math.max(...captions.map((lines) => lines.length)) + GAP;
  const full = columns * (PANE + GAP) + GAP;
  const head = wrapped(context, title, full - 2 * GAP);
  const foot = wrapped(context, scale, full - 2 * GAP);
  canvas.width = full;
  canvas.height = GAP + head.length * LINE + GAP + rows * (height + caption + GAP) + 20 + LINE + foot.length * LINE + GAP;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "top";
  const write = (lines, x, y, font) => {
    context.fillStyle = "#17202b";
    lines.forEach((line, i) => {
      context.font = i === 0 && font ? font : FONT;
      context.fillText(line, x, y + i * LINE, full - 2 * GAP);
    });
  };
  write(head, GAP, GAP, BOLD);
  const top = GAP + head.length * LINE + GAP;
  tiles.forEach((tile, i) => {
    const x = GAP + (i % columns) * (PANE + GAP);
    const y = top + Math.floor(i / columns) * (height + caption + GAP);
    context.drawImage(tile.canvas, x, y, PANE, height);
    write(captions[i], x, y + height + 6, BOLD);
  });
  const end = top + rows * (height + caption + GAP);
  draw.bar(context, table, GAP, end, PANE, 14);
  context.fillStyle = "#17202b";
  context.font = FONT;
  const marks = signed ? ["-1", "0", "1"] : ["0", "0.5", "1"];
  marks.forEach((mark, i) => {
    context.textAlign = ["left", "center", "right"][i];
    context.fillText(mark, GAP + (i * PANE) / 2, end + 18);
  });
  context.textAlign = "left";
  write(foot, GAP, end + 20 + LINE);
  return canvas;
}
