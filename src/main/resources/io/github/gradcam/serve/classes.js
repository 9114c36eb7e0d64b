// The list of classes: their probabilities as bars, and what a covered region makes of them.

const SHOWN = 12;

export function percent(share) {
  return share === null ? "?" : (100 * share).toFixed(1) + " %";
}

/**
 * Shows the likeliest classes whose names hold some letters.
 *
 * @param list where they are shown
 * @param classes {labels, probabilities, after, wanted, chosen}: probabilities and after, with a region covered, may be
 *     missing; chosen is a label, or predicted
 * @param choose is given the label that is chosen
 * @return how many more there are
 */
export function show(list, { labels, probabilities, after, wanted, chosen }, choose) {
  const order = labels
    .map((label, index) => ({ label, index, share: probabilities?.[index] ?? 0 }))
    .filter((each) => each.label.toLowerCase().includes(wanted))
    .sort((a, b) => b.share - a.share);
  const rows = order.slice(0, SHOWN);
  const focused = document.activeElement?.dataset?.label;
  list.replaceChildren(
    row("predicted", "whichever is predicted", chosen === "predicted", null, undefined, choose),
    ...rows.map(({ label, index }) =>
      row(label, label, chosen === label, probabilities?.[index] ?? null, after?.[index], choose, !probabilities),
    ),
  );
  if (focused !== undefined) {
    [...list.querySelectorAll("button")].find((each) => each.dataset.label === focused)?.focus();
  }
  return order.length - rows.length;
}

function row(label, text, pressed, share, after, choose, unknown = label === "predicted") {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.label = label;
  button.setAttribute("aria-pressed", String(pressed));
  const bar = document.createElement("span");
  bar.className = "share";
  bar.style.width = `${100 * ((after ?? share) || 0)}%`;
  const name = document.createElement("span");
  name.textContent = text;
  const number = document.createElement("span");
  number.className = "number";
  number.textContent = unknown ? "" : percent(share);
  button.append(bar, name, number);
  if (after !== undefined && share !== null) {
    number.append(change(share, after));
  }
  button.addEventListener("click", () => choose(label));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function change(share, after) {
  const made = document.createElement("span");
  const points = 100 * (after - share);
  const small = Math.abs(points) < 0.05;
  made.className = small ? "" : points < 0 ? "loss" : "gain";
  made.textContent = ` → ${percent(after)} (${small ? "±" : points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)})`;
  return made;
}
