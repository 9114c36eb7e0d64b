// "What if this region were not there?": a brush, and the answer with the region covered.

import * as api from "./api.js";
import { showClasses } from "./asking.js";
import { Brush } from "./brush.js";
import { percent } from "./classes.js";
import { $, page, say, state, when } from "./page.js";
import { paint } from "./stage.js";

const brush = new Brush($("mask"));
let brushing = false;
let wondering = null; // the request under way

export function begin() {
  when("answered", () => {
    page.covered = null;
    brush.show(brush.used);
    $("change").textContent = "";
  });
  $("brush").addEventListener("click", () => {
    brushing = !brushing;
    $("brush").setAttribute("aria-pressed", String(brushing));
    $("stage").classList.toggle("brushing", brushing);
    $("change").textContent = brushing
      ? "Brush over the image, or move by the arrow keys and press the space bar."
      : $("change").textContent;
  });
  $("clear").addEventListener("click", () => {
    clear();
    showClasses();
    paint();
    $("brush").focus();
  });
}

/** Forgets the region. */
export function clear() {
  brush.clear();
  wondering?.abort();
  page.covered = null;
  $("clear").disabled = true;
  $("change").textContent = "";
}

/** Brushes at a place, if the brush is taken up and there is an answer that may change; tells whether it does. */
export function brushAt(place) {
  if (!brushing || !page.answer || state.compare) {
    return false;
  }
  brush.at(place, Number($("size").value), $("stage").width, $("stage").height);
  $("clear").disabled = false;
  return true;
}

/** Asks what the region is worth; a newer question takes the place of an older one. */
export async function ask() {
  if (!page.answer || !brush.used) {
    return;
  }
  wondering?.abort();
  const mine = new AbortController();
  wondering = mine;
  const image = page.current.blob;
  try {
    const path = `/v1/models/${state.model}:whatif`;
    const reply = await api.send(path, { fill: state.fill }, image, await brush.png(), mine.signal);
    const [covered] = reply.covered;
    const bytes = Uint8Array.from(atob(covered.image.b64), (sign) => sign.charCodeAt(0));
    covered.picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    if (mine.signal.aborted) {
      return;
    }
    page.covered = covered;
    const before = reply.predictions[0];
    $("change").textContent =
      `With ${percent(covered.share)} of the image covered: ${covered.label}, ${percent(covered.probability)}` +
      (covered.label === before.label ? "" : `, no longer ${before.label}`);
    showClasses();
    brush.show(false); // the covered image shows the region
    paint();
    say(null);
  } catch (failure) {
    if (failure.name !== "AbortError") {
      say(failure.message);
    }
  }
}
