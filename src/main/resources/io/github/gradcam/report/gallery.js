"use strict";
const $ = (id) => document.getElementById(id);
const cards = [...document.querySelectorAll(".card")];
const words = cards.map((card) => card.textContent.toLowerCase());
const choices = [...document.querySelectorAll("#filters select")];
let visible = cards;

function filter() {
  const text = $("text").value.trim().toLowerCase();
  const chosen = choices.filter((choice) => choice.value);
  visible = cards.filter((card, i) => {
    const match =
      (!text || words[i].includes(text)) &&
      chosen.every((choice) => card.dataset[choice.name] === choice.value);
    card.hidden = !match;
    return match;
  });
  $("shown").textContent = `${visible.length} of ${cards.length} shown`;
  $("nothing").hidden = visible.length > 0 || cards.length === 0;
}

function clear() {
  $("filters").reset();
  filter();
}

/** What takes the focus in a card: its picture, or the card where there is none. */
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
  $("largePicture").src = link.href;
  const name = card.querySelector(".name").textContent;
  $("largePicture").alt = name;
  $("largeCaption").textContent = `${card.querySelector("h2").textContent} · ${name}`;
  focusOf(card).focus();
  if (!$("large").open) $("large").showModal();
}

function stepEnlarged(step) {
  const src = $("largePicture").src;
  const pictured = visible.filter((card) => card.querySelector(".picture"));
  const at = pictured.findIndex((card) => card.querySelector(".picture").href === src);
  const next = pictured[at + step];
  if (!next) return;
  $("large").close();
  enlarge(next);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const columns = getComputedStyle($("grid")).gridTemplateColumns.split(" ").length;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  if ($("large").open) {
    if (step) {
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
$("large").addEventListener("click", () => $("large").close());
$("grid").addEventListener("click", (event) => {
  const link = event.target.closest(".picture");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  enlarge(link.closest(".card"));
});
document.addEventListener("keydown", onKey);
filter();
