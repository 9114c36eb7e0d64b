// What is chosen, kept in the address so that a link has it too.

export const DEFAULTS = {
  model: "",
  class: "predicted",
  versus: "",
  method: "gradcam",
  layer: "auto",
  formula: "pytorch-grad-cam",
  counterfactual: "",
  opacity: "0.5",
  threshold: "0",
  split: "0",
  colours: "turbo",
  contours: "",
  compare: "",
  scale: "",
  fill: "road",
  sample: "",
};

/** Reads the choices of an address; what it does not say is as usual. */
export function read(search) {
  const asked = new URLSearchParams(search);
  const state = {};
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    state[name] = asked.get(name) ?? usual;
  }
  return state;
}

/** Writes the choices that are not as usual. */
export function search(state) {
  const said = new URLSearchParams();
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    if (state[name] !== usual) {
      said.set(name, state[name]);
    }
  }
  const text = said.toString();
  return text === "" ? "" : "?" + text;
}

/** The options of a request, for those that are not as usual. */
export function options(state) {
  const asked = {};
  for (const name of ["class", "versus", "method", "layer", "formula"]) {
    if (state[name] !== DEFAULTS[name]) {
      asked[name] = state[name];
    }
  }
  if (state.counterfactual) {
    asked.counterfactual = "true";
  }
  return asked;
}
