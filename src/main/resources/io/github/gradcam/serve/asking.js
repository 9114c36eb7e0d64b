// Asks for the maps of an image, and shows what is answered.

import * as classes from "./classes.js";
import * as compare from "./compare.js";
import * as draw from "./draw.js";
import { describe, described } from "./models.js";
import { $, happened, keep, page, say, state } from "./page.js";
import { Questions } from "./questions.js";
import { arrived, layOut, side } from "./stage.js";
import { options } from "./state.js";

const { percent } = classes;
const questions = new Questions();
let turn = 0; // what was asked before the last is not shown

/** Another image comes: nothing of the one before is waited for. */
export function forget() {
  questions.clear();
}

/** Asks for the map of the current image, and for those beside it; a newer question takes the place of an older one. */
export async function explain() {
  if (!page.current || !page.model) {
    return;
  }
  turn += 1;
  const mine = turn;
  const stands = () => mine === turn;
  const image = page.current.blob;
  busy(true);
  try {
    const asked = state.compare ? await compare.questions(state, described(), describe) : [];
    if (!stands()) {
      return;
    }
    const main = { model: state.model, options: options(state) };
    questions.only([main, ...asked].map((each) => Questions.key(each.model, each.options)));
    side.set(asked);
    layOut();
    await Promise.all([
      settle(image, main, stands, take, refuse),
      ...side.tiles.map(async (tile) => {
        await settle(image, tile, stands, (reply) => side.take(tile, reply), (sentence) => side.fail(tile, sentence));
        if (stands()) {
          arrived(tile);
        }
      }),
    ]);
  } catch (failure) {
    if (stands()) {
      say(failure.message);
    }
  } finally {
    if (stands()) {
      busy(false);
    }
  }
}

async function settle(image, asked, stands, taken, refused) {
  try {
    const reply = await questions.ask(image, asked.model, asked.options);
    if (stands()) {
      taken(reply);
    }
  } catch (failure) {
    if (failure.name !== "AbortError" && stands()) {
      refused(failure.message);
    }
  }
}

function busy(is) {
  $("drop").classList.toggle("busy", is);
  $("drop").setAttribute("aria-busy", String(is));
}

function take(reply) {
  const explanation = reply.explanations[0];
  page.answer = {
    reply,
    prediction: reply.predictions[0],
    explanation,
    heat: draw.floats(explanation.balance ?? explanation.heatmap),
    heatmap: draw.floats(explanation.heatmap),
    signed: draw.floats(explanation.signed_map),
  };
  happened("answered");
  show();
  say(null);
}

function refuse(sentence) {
  page.answer = null;
  show();
  say(sentence);
}

/** Shows the answer, or that there is none yet. */
export function show() {
  const { answer, current } = page;
  $("empty").hidden = current !== null;
  $("drawing").hidden = $("under").hidden = current === null;
  const { prediction, explanation } = answer ?? {};
  $("answer").textContent = answer ? `${prediction.label}, ${percent(prediction.probability)}` : "";
  const target = answer && explanation.target.label !== prediction.label ? `Map of ${explanation.target.label}. ` : "";
  const sentence = answer ? explanation.diagnosis : "";
  $("diagnosis").textContent = sentence === "ok" ? target + "The map has bright places." : target + sentence;
  $("diagnosis").classList.toggle("doubt", answer !== null && sentence !== "ok");
  showClasses();
  happened("shown");
  layOut();
}

export function showClasses() {
  const hidden = classes.show(
    $("classes"),
    {
      labels: page.model?.labels ?? [],
      probabilities: page.answer?.prediction.probabilities,
      after: page.covered?.probabilities,
      wanted: $("find").value.trim().toLowerCase(),
      chosen: state.class,
    },
    (label) => {
      state.class = label;
      keep();
      showClasses();
      explain();
    },
  );
  $("more").textContent = hidden > 0 ? `and ${hidden} more; find them by their names` : "";
}
