// Chooses which maps stand side by side.

import { explain } from "./asking.js";
import * as compare from "./compare.js";
import { described, fill, showMethod } from "./models.js";
import { $, keep, page, state, when } from "./page.js";
import { layOut, paint, scale, side } from "./stage.js";

const SCALES = { share: "one for all: share of the heat", value: "one for all: values", own: "each its own" };

/**
 * Begins.
 *
 * @param stopCamera frames of a camera have one map each
 * @param changeModel is called after another model is chosen
 */
export function begin({ stopCamera, changeModel }) {
  side.act = { alone: (value) => alone(value, changeModel), remove: (value) => tick(value, false) };
  when("shown", showSides);
  $("side").addEventListener("click", () => {
    stopCamera();
    if (state.compare) {
      set("", []);
    } else {
      set("method", compare.first("method", state, described()));
    }
  });
  $("kind").addEventListener("change", () => {
    const kind = $("kind").value;
    state.scale = "";
    set(kind, compare.first(kind, state, described()));
  });
  $("scale").addEventListener("change", () => {
    const [usual] = compare.scales(compare.read(state.compare).kind, state);
    state.scale = $("scale").value === usual ? "" : $("scale").value;
    keep();
    layOut();
  });
}

/** Keeps of what a link asks for what this model has. */
export function settleSides() {
  const kinds = [
    ["method", "methods"],
    ["layer", "layers"],
    ["class", "classes"],
    ...(page.names.length > 1 ? [["model", "models"]] : []),
  ];
  const { kind, values } = compare.read(state.compare);
  fill($("kind"), kinds, kind);
  const known = kinds.some(([each]) => each === kind)
    ? compare.taken(kind, described(), values)
    : [];
  state.compare = known.length > 0 ? compare.write(kind, known.map((each) => each.value)) : "";
  showSides();
}

function set(kind, values) {
  state.compare = kind ? compare.write(kind, values) : "";
  keep();
  showSides();
  paint();
  explain();
}

function tick(value, is) {
  const { kind, values } = compare.read(state.compare);
  set(kind, is ? [...values, value] : values.filter((each) => each !== value));
}

/** Shows one map by itself. */
function alone(value, changeModel) {
  const { kind } = compare.read(state.compare);
  if (kind === "class") {
    state.class = page.model.labels[Number(value)];
  } else {
    state[kind] = value;
    $(kind).value = value;
  }
  state.compare = "";
  keep();
  showSides();
  showMethod();
  paint();
  $("stage").focus();
  if (kind === "model") {
    changeModel();
  } else {
    explain();
  }
}

export function showSides() {
  const on = state.compare !== "";
  $("side").setAttribute("aria-pressed", String(on));
  $("compare").hidden = !on || page.current === null;
  $("whatif").hidden = on || page.current === null;
  if (!on || !page.model) {
    return;
  }
  const { kind, values } = compare.read(state.compare);
  $("kind").value = kind;
  fill($("scale"), compare.scales(kind, state).map((each) => [each, SCALES[each]]), scale());
  const focused = document.activeElement?.name === "pick" ? document.activeElement.value : null;
  const picks = compare.choices(kind, { ...described(), chosen: values });
  const scrolled = $("picks").scrollTop;
  $("picks").replaceChildren(...picks.map((each) => pick(each, values)));
  $("picks").scrollTop = scrolled;
  if (focused !== null) {
    [...$("picks").querySelectorAll("input")].find((box) => box.value === focused)?.focus();
  }
}

function pick({ value, text, more }, values) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = "pick";
  box.value = value;
  box.checked = values.includes(value);
  box.disabled = !box.checked && values.length >= compare.MOST;
  box.addEventListener("change", () => tick(value, box.checked));
  const name = document.createElement("span");
  name.append(text);
  const hint = document.createElement("span");
  hint.className = "hint";
  hint.textContent = more;
  const label = document.createElement("label");
  label.className = "check";
  name.append(hint);
  label.append(box, name);
  return label;
}
