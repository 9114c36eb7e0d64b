// What the model that is chosen can be asked.

import * as api from "./api.js";
import { $, page, state } from "./page.js";

const known = new Map();

/** A model as the server describes it. */
export async function describe(name) {
  if (!known.has(name)) {
    known.set(name, await api.json("/v1/models/" + name));
  }
  return known.get(name);
}

/** Offers what the model has; what it has not is chosen no longer. */
export async function choose() {
  const model = await describe(state.model);
  page.model = model;
  fill(
    $("method"),
    model.methods.map((each) => [each.name, `${each.title} (${each.cost})`]),
    state.method,
  );
  const auto = model.layers.find((each) => each.auto);
  fill(
    $("layer"),
    [["auto", `auto: ${auto.name} (${auto.height} × ${auto.width})`]].concat(
      model.layers.map((each, i) => [
        each.name,
        `${each.name} (${each.height} × ${each.width} × ${each.channels}, ${i + 1} of ${model.layers.length})`,
      ]),
    ),
    state.layer,
  );
  fill($("versus"), [["", "no other class"]].concat(model.labels.map((label) => [label, label])), state.versus);
  state.method = $("method").value;
  state.layer = $("layer").value;
  state.versus = $("versus").value;
  if (state.class !== "predicted" && !model.labels.includes(state.class)) {
    state.class = "predicted";
  }
  showMethod();
}

export function fill(select, choices, chosen) {
  select.replaceChildren(
    ...choices.map(([value, text]) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      return option;
    }),
  );
  select.value = choices.some(([value]) => value === chosen) ? chosen : choices[0][0];
}

export function showMethod() {
  const method = page.model.methods.find((each) => each.name === state.method);
  $("about").textContent = method ? method.summary : "";
}

/** What maps side by side are chosen from. */
export function described() {
  return { model: page.model, names: page.names, probabilities: page.answer?.prediction.probabilities };
}
