"use strict";
const $ = (id) => document.getElementById(id);
const cards = [...document.querySelectorAll(".card")];
const words = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
const choices = [...document.querySelectorAll("#filters select[name]")];
const severity = { failed: 0, blank: 1, doubtful: 2, plain: 3 };
const confidence = (card) => Number(card.dataset.confidence);
/** How cards are ordered; those that are equal stay as they came. */
const orders = {
  "": () => 0,
  sure: (a, b) => confidence(b) - confidence(a),
  unsure: (a, b) => confidence(a) - confidence(b),
  wrong: (a, b) =>
    (b.dataset.answer === "wrong") - (a.dataset.answer === "wrong") || confidence(b) - confidence(a),
  doubt: (a, b) => severity[a.dataset.state] - severity[b.dataset.state],
};
let visible = cards;
let enlarged = null;

function sort() {
  $("grid").append(...[...cards].sort(orders[$("sort").value]));
  filter();
}

function fade(event) {
  document.body.style.setProperty("--heat", event.target.value / 100);
  document.querySelectorAll(".opacity").forEach((slider) => (slider.value = event.target.value));
}

/** An image that the browser cannot show leaves its heat alone. */
function alone(photo) {
  photo.hidden = true;
  photo.parentElement.classList.add("alone");
}

function filter() {
  const text = $("text").value.trim().toLowerCase();
  const chosen = choices.filter((choice) => choice.value);
  visible = [...document.querySelectorAll(".card")].filter((card) => {
    const match =
      (!text || words.get(card).includes(text)) &&
      chosen.every((choice) => card.dataset[choice.name] === choice.value);
    card.hidden = !match;
    return match;
  });
  $("shown").textContent = `${visible.length} of ${cards.length} shown`;
  $("nothing").hidden = visible.length > 0 || cards.length === 0;
}

function clear() {
  choices.forEach((choice) => (choice.value = ""));
  $("text").value = "";
  filter();
}

/** What takes the focus in a card: its image, or the card where there is none. */
const focusOf = (card) => card.querySelector(".picture") ?? card;

function move(from, step) {
  const to = visible[from + step];
  if (to) {
    focusOf(to).focus();
    to.scrollIntoView({ block: "nearest" });
  }
}

function enlarge(card) {
  const link = card.querySelector(".picture");
  if (!link) return;
  enlarged = card;
  const name = card.querySelector(".name a").textContent;
  $("largePhoto").hidden = link.classList.contains("alone");
  $("largePhoto").parentElement.classList.toggle("alone", $("largePhoto").hidden);
  $("largePhoto").src = link.querySelector(".photo").src;
  $("largeLayer").src = link.querySelector(".layer").src;
  $("largeLayer").alt = name;
  $("largeLink").href = link.href;
  $("largeCaption").textContent = `${card.querySelector("h2").textContent} · ${name}`;
  $("previous").disabled = !neighbour(-1);
  $("next").disabled = !neighbour(1);
  if (!$("large").open) $("large").showModal();
}

/** The enlarged card's neighbour with an image. */
function neighbour(step) {
  const pictured = visible.filter((card) => card.querySelector(".picture"));
  return pictured[pictured.indexOf(enlarged) + step];
}

function stepEnlarged(step) {
  const next = neighbour(step);
  if (next) enlarge(next);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const columns = getComputedStyle($("grid")).gridTemplateColumns.split(" ").length;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  if ($("large").open) {
    if (step && !event.target.matches("input")) {
      event.preventDefault();
      stepEnlarged(Math.sign(step));
    }
    return;
  }
  const typing = event.target.matches("input, select");
  const card = event.target.closest(".card");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    $("text").focus();
  } else if (event.key === "Escape") {
    clear();
  } else if (step && !typing) {
    event.preventDefault();
    move(card ? visible.indexOf(card) : -1, card ? step : 1);
  }
}

$("filters").hidden = false;
$("filters").addEventListener("input", filter);
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("clear").addEventListener("click", clear);
$("sort").addEventListener("input", sort);
document.querySelectorAll(".opacity").forEach((slider) => slider.addEventListener("input", fade));
document.addEventListener(
  "error",
  (event) => event.target.matches(".photo") && event.target.getAttribute("src") && alone(event.target),
  true,
);
document
  .querySelectorAll(".card .photo")
  .forEach((photo) => photo.complete && !photo.naturalWidth && alone(photo));
$("previous").addEventListener("click", () => stepEnlarged(-1));
$("next").addEventListener("click", () => stepEnlarged(1));
$("close").addEventListener("click", () => $("large").close());
$("large").addEventListener("click", (event) => event.target === $("large") && $("large").close());
$("large").addEventListener("close", () => focusOf(enlarged).focus());
$("grid").addEventListener("click", (event) => {
  const link = event.target.closest(".picture");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  enlarge(link.closest(".card"));
});
document.addEventListener("keydown", onKey);
filter();
