"use strict";
const $ = (id) => document.getElementById(id);
const pairs = [...document.querySelectorAll("#pairs > article")];
const words = new Map(pairs.map((pair) => [pair, pair.textContent.toLowerCase()]));
const choices = [...document.querySelectorAll("#filters select[name]")];
const number = (pair, name) => Number(pair.dataset[name]);
/** How images are ordered; those that are equal stay as they came. */
const orders = {
  answer: (a, b) =>
    (b.dataset.change === "changed") - (a.dataset.change === "changed") ||
    number(b, "distance") - number(a, "distance"),
  evidence: (a, b) => number(a, "rank") - number(b, "rank"),
};

function filter() {
  const text = $("text").value.trim().toLowerCase();
  const chosen = choices.filter((choice) => choice.value);
  let shown = 0;
  for (const pair of pairs) {
    const match =
      (!text || words.get(pair).includes(text)) &&
      chosen.every((choice) => pair.dataset[choice.name] === choice.value);
    pair.hidden = !match;
    shown += match ? 1 : 0;
  }
  $("shown").textContent = `${shown} of ${pairs.length} shown`;
  $("nothing").hidden = shown > 0 || pairs.length === 0;
}

function sort() {
  $("pairs").append(...[...pairs].sort(orders[$("sort").value]));
}

$("filters").hidden = false;
$("filters").addEventListener("input", filter);
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("sort").addEventListener("input", sort);
$("clear").addEventListener("click", () => {
  $("text").value = "";
  choices.forEach((choice) => (choice.value = ""));
  filter();
});
sort();
filter();
