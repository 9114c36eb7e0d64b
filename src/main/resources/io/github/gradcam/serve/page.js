// What all parts of the page share: what is chosen, what is known of the server, and what was answered.

import { read, search } from "./state.js";

export const $ = (id) => document.getElementById(id);

export const state = read(location.search);

export const page = {
  names: [], // of models
  shipped: null, // the model that needs no --model
  model: null, // the one chosen, as the server describes it
  tables: {}, // colours by name
  current: null, // the image {name, blob}, or a frame of the camera
  bitmap: null, // its pixels; null where the browser cannot show them
  answer: null, // {reply, prediction, explanation, heat, heatmap, signed, values}
  covered: null, // the answer with a region covered
  cursor: null, // the place under the pointer, 0..1
};

const news = new EventTarget();

/** Acts when something happened: "answered" to the question, "shown" to people, "drawn" on the image. */
export function when(what, act) {
  news.addEventListener(what, act);
}

export function happened(what) {
  news.dispatchEvent(new Event(what));
}

export function say(sentence) {
  $("error").hidden = !sentence;
  $("error").textContent = sentence ?? "";
}

let keeping = 0;

/** Writes the choices into the address; soon, for browsers bear none that changes with each step of a slider. */
export function keep() {
  clearTimeout(keeping);
  keeping = setTimeout(() => history.replaceState(null, "", location.pathname + search(state)), 150);
}
