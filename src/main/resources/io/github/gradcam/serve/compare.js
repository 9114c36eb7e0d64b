// Several maps of one image, side by side and on one scale.

import * as draw from "./draw.js";
import { options } from "./state.js";

export const MOST = 24;
const MOST_PIXELS = 1_200_000; // of two images that are drawn; more are drawn smaller
const LIKELY = 12;
const FIRST = 4;

/** How colours are to be read: where maps differ in their units, and where they do not. */
export const SCALES = {
  share:
    "One scale for maps of any unit: how much of a map's heat lies in cooler places. Above 0.5 lies half of a map's heat, above 0.9 a tenth.",
  value: "One scale: the values at the layer, which have one unit here, from 0 to the largest of all these maps, MOST.",
  own: "A scale for each map, from 0 to its largest value: colours compare the places of one map, and no maps.",
};

/** What may differ from map to map, of what is chosen: {kind, values}. */
export function read(text) {
  const [kind, ...values] = text.split("*");
  return { kind, values };
}

export function write(kind, values) {
  return [kind, ...values].join("*");
}

/** The scales that are honest for a kind, the usual one first. */
export function scales(kind, state) {
  return kind === "class" && !state.counterfactual ? ["value", "share", "own"] : ["share", "own"];
}

/** What can be taken: [{value, text, more}]. */
export function choices(kind, { model, names, probabilities, chosen }) {
  if (kind === "method") {
    return model.methods.map(({ name, title, cost }) => ({ value: name, text: title, more: cost }));
  } else if (kind === "layer") {
    return model.layers.map(({ name, height, width }, i) => ({
      value: name,
      text: name,
      more: `${height} × ${width}, ${i + 1} of ${model.layers.length}`,
    }));
  } else if (kind === "model") {
    return names.map((name) => ({ value: name, text: name, more: "" }));
  }
  return model.labels
    .map((label, i) => ({ value: String(i), text: label, share: probabilities?.[i] ?? 0 }))
    .sort((a, b) => b.share - a.share)
    .filter((each, place) => place < LIKELY || chosen.includes(each.value))
    .map((each) => ({ ...each, more: probabilities ? `${(100 * each.share).toFixed(1)} %` : "" }));
}

/** Of some values those that there are: classes as they were taken, others as they are listed. */
export function taken(kind, described, values) {
  const known = choices(kind, { ...described, chosen: values });
  return kind === "class"
    ? values.map((value) => known.find((each) => each.value === value)).filter((each) => each)
    : known.filter((each) => values.includes(each.value));
}

/** What is taken to begin with: what is chosen, and others that are soon there or tell most. */
export function first(kind, state, { model, names, probabilities }) {
  if (kind === "method") {
    const soon = model.methods.filter((each) => each.cost === model.methods[0].cost).map((each) => each.name);
    return union([state.method], soon, model.methods.map((each) => each.name));
  } else if (kind === "layer") {
    const layers = model.layers;
    const auto = layers.find((each) => each.auto).name;
    const stages = layers.filter((each, i) => layers[i + 1]?.height !== each.height).map((each) => each.name);
    return union([state.layer === "auto" ? auto : state.layer], stages.reverse(), []);
  } else if (kind === "model") {
    return union([state.model], names, []);
  }
  const likely = choices("class", { model, probabilities, chosen: [] }).map((each) => each.value);
  const own = model.labels.indexOf(state.class);
  return union(own < 0 ? [] : [String(own)], likely, []);
}

/** The first few of some lists, in the order of the last where it has them. */
function union(wanted, more, order) {
  const taken = [...new Set([...wanted, ...more])].slice(0, FIRST);
  return order.length > 0 ? order.filter((each) => taken.includes(each)) : taken;
}

function isAuto(model, layer) {
  return model.layers.some((each) => each.auto && each.name === layer);
}

/** What is asked for each map: [{value, title, model, options}]. */
export async function questions(state, described, describe) {
  const { kind, values } = read(state.compare);
  return Promise.all(
    taken(kind, described, values)
      .slice(0, MOST)
      .map(async ({ value, text }) => {
        const asked = { ...state, [kind]: kind === "class" ? text : value };
        if (kind === "layer" && state.layer === "auto" && isAuto(described.model, value)) {
          asked.layer = "auto"; // which is asked for anyway
        }
        if (kind === "model" && state.layer !== "auto") {
          const { layers } = await describe(value);
          asked.layer = layers.some((each) => each.name === state.layer) ? state.layer : "auto";
        }
        return { value, title: text, model: asked.model, options: options(asked), chosen: asked };
      }),
  );
}

/** How many maps stand in a row where there is room. */
export function columns(count) {
  return count === 4 ? 2 : Math.max(1, Math.min(count, count > 9 ? 4 : 3));
}

function sameness({ value, model, options }) {
  return JSON.stringify([value, model, options]);
}

/** The maps on the page. */
export class SideBySide {
  /** @param grid where they stand */
  constructor(grid) {
    this.grid = grid;
    this.act = null; // {alone, remove}: is given the value of a map
    this.tiles = [];
    this.most = 0;
  }

  /** Puts up those that are asked for. */
  set(asked) {
    const before = new Map(this.tiles.map((tile) => [sameness(tile), tile]));
    const focused = document.activeElement;
    const within = this.grid.contains(focused);
    this.tiles = asked.map((each) => before.get(sameness(each)) ?? this.made(each));
    this.grid.replaceChildren(...this.tiles.map((tile) => tile.figure));
    this.grid.style.setProperty("--columns", columns(this.tiles.length));
    if (within) {
      (this.grid.contains(focused) ? focused : this.grid).focus();
    }
  }

  clear() {
    this.set([]);
  }

  made(question) {
    const tile = { ...question, reply: null };
    const words = (name, text) => {
      const made = document.createElement(name);
      made.textContent = text;
      return made;
    };
    tile.canvas = document.createElement("canvas");
    tile.canvas.setAttribute("role", "img");
    tile.cross = document.createElement("span");
    tile.cross.className = "cross";
    tile.cross.hidden = true;
    tile.pane = document.createElement("div");
    tile.pane.className = "pane";
    tile.pane.append(tile.canvas, tile.cross);
    const alone = words("button", question.title);
    alone.type = "button";
    alone.className = "name";
    alone.title = "Show it alone";
    alone.addEventListener("click", () => this.act.alone(question.value));
    const remove = words("button", "×");
    remove.type = "button";
    remove.className = "remove";
    remove.setAttribute("aria-label", `Take ${question.title} away`);
    remove.addEventListener("click", () => this.act.remove(question.value));
    const head = document.createElement("div");
    head.className = "head";
    head.append(alone, remove);
    tile.words = words("p", "Asking …");
    tile.doubt = words("p", "");
    tile.told = words("p", "\u00a0");
    tile.told.className = "told";
    const caption = document.createElement("figcaption");
    caption.append(head, tile.words, tile.doubt, tile.told);
    tile.figure = document.createElement("figure");
    tile.figure.append(tile.pane, caption);
    tile.canvas.setAttribute("aria-label", `${question.title}: no map yet`);
    return tile;
  }

  /** A map has come. */
  take(tile, reply) {
    const explanation = reply.explanations[0];
    const { target, versus, layer, diagnosis } = explanation;
    tile.reply = reply;
    tile.signed = Boolean(explanation.balance);
    tile.heat = draw.floats(explanation.balance ?? explanation.heatmap);
    tile.heatmap = draw.floats(explanation.heatmap);
    tile.atLayer = draw.floats(explanation.signed_map);
    tile.layer = layer;
    const share = target.probability === null ? "?" : `${(100 * target.probability).toFixed(1)} %`;
    tile.answer = `${target.label}, ${share}${versus ? `, over ${versus.label}` : ""}`;
    tile.diagnosis = diagnosis === "ok" ? "The map has bright places." : diagnosis;
    tile.words.textContent = `${tile.answer}; at ${layer}`;
    tile.doubt.textContent = tile.diagnosis;
    tile.doubt.className = diagnosis === "ok" ? "" : "doubt";
    tile.canvas.setAttribute("aria-label", `${tile.title}: ${tile.answer}, at ${layer}. ${tile.diagnosis}`);
  }

  /** None will come. */
  fail(tile, sentence) {
    tile.words.textContent = "";
    tile.doubt.textContent = sentence;
    tile.doubt.className = "doubt";
    tile.canvas.setAttribute("aria-label", `${tile.title}: ${sentence}`);
  }

  /** Those whose maps have come. */
  get there() {
    return this.tiles.filter((tile) => tile.reply);
  }

  /** Brings the maps to a scale and to the size of their canvases. */
  stretch(scale, width, height, tiles = this.tiles) {
    const least = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height * Math.max(1, this.tiles.length / 2))));
    const size = [Math.max(1, Math.round(width * least)), Math.max(1, Math.round(height * least))];
    this.most = Math.max(0, ...this.there.map((tile) => draw.largest(tile.atLayer, tile.signed)));
    for (const tile of tiles) {
      [tile.canvas.width, tile.canvas.height] = size;
      tile.pane.style.width = `min(100%, calc(70vh * ${width / height}))`;
      if (tile.reply) {
        tile.scaled = this.scaled(tile, scale);
        tile.values = draw.stretched(tile.scaled, ...size);
      }
    }
  }

  scaled(tile, scale) {
    if (scale === "value") {
      return draw.upTo(tile.atLayer, this.most, tile.signed);
    }
    return scale === "share" ? draw.shares(tile.heat) : tile.heat;
  }

  paint(image, look, tiles = this.tiles) {
    for (const tile of tiles) {
      draw.picture(tile.canvas, image, tile.reply ? tile.values : null, look(tile.signed));
    }
  }

  /** The values of all maps at a place; at none, nothing. */
  tell(place) {
    for (const tile of this.tiles) {
      tile.cross.hidden = !place || !tile.reply;
      if (place && tile.reply) {
        tile.cross.style.left = `${100 * place.x}%`;
        tile.cross.style.top = `${100 * place.y}%`;
        tile.told.textContent = `${draw.at(tile.scaled, place).toFixed(2)}; value ${draw.at(tile.atLayer, place).toPrecision(3)}`;
      } else {
        tile.told.textContent = "\u00a0";
      }
    }
  }
}
