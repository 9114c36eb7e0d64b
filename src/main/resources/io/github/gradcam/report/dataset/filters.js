const LISTED = 8;

const Choice = ({ label, value, options, onChange }) =>
  h(
    "label",
    { class: "choice" },
    h("span", null, label),
    h(
      "select",
      { value, onChange: (event) => onChange(event.target.value) },
      options.map(([key, name]) => h("option", { key, value: key, selected: key === value }, name)),
    ),
  );

/** What a value of a facet is called. */
function valueName(key, value) {
  if (key === "right") return { right: "\u2713 right", wrong: "\u2717 wrong", none: "no label" }[value];
  if (key === "flag") return FLAGS.find(([flag]) => flag === value)[1];
  if (key === "label" || key === "answer") return labelName(value);
  if (key === "group") return groupById.has(value) ? groupName(groupById.get(value)) : value;
  if (key === "diagnosis") return images.diagnoses[value];
  return images.splits[value] || "no split";
}

/** The values that each facet has in all images, so that a list does not change as one filters. */
const unfiltered = filter(EMPTY);
const facetValues = FACETS.map(({ key }, place) => {
  const numbers = unfiltered.counts[place];
  const values = [...numbers].filter(([, number]) => number > 0).map(([value]) => value);
  if (key === "right") return RIGHT.filter((value) => numbers.get(value)).reverse();
  if (key === "flag") return FLAGS.map(([flag]) => flag).filter((flag) => numbers.get(flag));
  if (key === "group") return groups.map((group) => group.id);
  return values.length > 2 * LISTED ? values.sort((a, b) => numbers.get(b) - numbers.get(a)) : values.sort((a, b) => a - b);
});

function Facet({ facet, place, state, counts }) {
  const [all, setAll] = useState(false);
  const [find, setFind] = useState("");
  const chosen = state[facet.key];
  const values = facetValues[place];
  if (values.length < (facet.key === "flag" || facet.key === "group" ? 1 : 2)) return null;
  const text = find.trim().toLowerCase();
  let listed = values;
  if (text) listed = values.filter((value) => valueName(facet.key, value).toLowerCase().includes(text));
  else if (!all) listed = values.filter((value, i) => i < LISTED || chosen.has(value));
  const most = Math.max(1, ...values.map((value) => counts.get(value) ?? 0));
  return h(
    "fieldset",
    { class: "facet" },
    h("legend", null, facet.heading),
    values.length > 2 * LISTED &&
      h("input", { type: "search", class: "find", placeholder: `find in ${count(values.length)}`, "aria-label": `Find: ${facet.heading}`, value: find, onInput: (event) => setFind(event.target.value) }),
    h(
      "ul",
      null,
      listed.slice(0, 200).map((value) => {
        const number = counts.get(value) ?? 0;
        const name = valueName(facet.key, value);
        return h(
          "li",
          { key: value },
          h(
            "label",
            { title: shown(name), class: number === 0 ? "none" : "" },
            h("input", { type: "checkbox", checked: chosen.has(value), onChange: () => go({ [facet.key]: toggled(chosen, value) }) }),
            h("span", { class: "name" }, h(Text, null, name)),
            h("span", { class: "number" }, count(number)),
            h("span", { class: "share", "aria-hidden": "true", style: { width: `${(100 * number) / most}%` } }),
          ),
        );
      }),
    ),
    !text && values.length > listed.length && h("button", { type: "button", class: "plain", onClick: () => setAll(true) }, `show all ${count(values.length)}`),
  );
}

function Confidence({ state, sure }) {
  const set = (change) => go(change, { step: false });
  return h(
    "fieldset",
    { class: "facet confidence" },
    h("legend", null, "Confidence"),
    h(Histogram, { sure, low: state.low, high: state.high }),
    h(
      "div",
      { class: "range" },
      h("input", { type: "range", min: 0, max: 100, value: Math.round(100 * state.low), "aria-label": "Confidence at least, percent", onInput: (event) => set({ low: Math.min(event.target.value / 100, state.high) }) }),
      h("input", { type: "range", min: 0, max: 100, value: Math.round(100 * state.high), "aria-label": "Confidence at most, percent", onInput: (event) => set({ high: Math.max(event.target.value / 100, state.low) }) }),
    ),
    h("p", { class: "hint" }, `${percent(state.low, 0)} to ${percent(state.high, 0)}`, labelled && h("span", null, h("span", { class: "key wrong", "aria-hidden": "true" }), "wrong")),
  );
}

function Filters({ state, result }) {
  const wide = useMemo(() => matchMedia("(min-width: 62rem)").matches, []);
  return h(
    "details",
    { class: "panel filters", open: wide },
    h("summary", null, h("h3", null, "Filter")),
    h(
      "form",
      { role: "search", "aria-label": "Filter the images", onSubmit: (event) => event.preventDefault() },
      h("input", { type: "search", id: "text", placeholder: "text in the path  ( / )", "aria-label": "Text in the path", autocomplete: "off", value: state.text, onInput: (event) => go({ text: event.target.value }, { step: false }) }),
      FACETS.slice(0, 2).map((facet, place) => h(Facet, { key: facet.key, facet, place, state, counts: result.counts[place] })),
      h(Confidence, { state, sure: result.sure }),
      FACETS.slice(2).map((facet, i) => h(Facet, { key: facet.key, facet, place: i + 2, state, counts: result.counts[i + 2] })),
    ),
  );
}

/** What is filtered by, each to be taken away. */
function Chips({ state }) {
  const chips = FACETS.flatMap(({ key, heading }) =>
    [...state[key]].map((value) => ({ name: `${heading}: ${valueName(key, value)}`, change: { [key]: toggled(state[key], value) } })),
  );
  if (state.text) chips.push({ name: `Path: ${state.text}`, change: { text: "" } });
  if (state.low > 0 || state.high < 1) chips.push({ name: `Confidence: ${percent(state.low, 0)} to ${percent(state.high, 0)}`, change: { low: 0, high: 1 } });
  if (state.only) chips.push({ name: "Selected only", change: { only: false } });
  if (chips.length === 0) return null;
  return h(
    "ul",
    { class: "chips", "aria-label": "Filters" },
    chips.map(({ name, change }) =>
      h("li", { key: name }, h("button", { type: "button", title: "Take this filter away", onClick: () => go(change) }, h(Text, null, name), h("span", { "aria-hidden": "true" }, " \u00d7"))),
    ),
    h("li", null, h("button", { type: "button", class: "plain", onClick: () => go(UNFILTERED()) }, "Show everything")),
  );
}
