const PARTS = [
  ["scores", SCORES, data.scores],
  ["findings", "Findings", groups.length > 0 || leaks.length > 0],
  ["mistakes", "Mistakes", data.confusion],
  ["images", "Images", images.count > 0],
  ["labels", "Labels", data.suspects.length > 0 || data.duplicates.length > 0],
  ["concepts", "Parts", data.concepts.length > 0],
].filter(([, , there]) => there);
const has = (part) => PARTS.some(([key]) => key === part);

function Explorer({ state, result }) {
  return h(
    "section",
    { id: "images", class: `explorer ${images.x ? "" : "flat"}`, "aria-label": "Images" },
    h(Heading, null, "Images"),
    h(Chips, { state }),
    h(
      "div",
      { class: "panels" },
      h(Filters, { state, result }),
      images.x && h(ScatterPanel, { state, result }),
      h(Strip, { state, result }),
    ),
    h("p", { class: "hint keys" }, [["/", "search"], ["M", "image, overlay or map"], ["\u2190\u2191\u2193\u2192", "move"], ["Enter", "open"], ["Space", "select"], ["Ctrl A", "select all"], ["Esc", "close"]].map(([name, what]) => h("span", { key: name }, h("kbd", null, name), ` ${what}`))),
  );
}

/** What the filter depends on; views and open images do not run it again. */
const filterKey = (state) => [...FACETS.map(({ key }) => state[key]), state.low, state.high, state.text, state.sort, state.only, state.only ? state.selected : null];

function Page() {
  const [state, setState] = useState(store.state);
  store.changed = () => setState(store.state);
  const result = useMemo(() => filter(state), filterKey(state));
  const { view } = state;
  const [all, setAll] = useState(false);
  const group = state.at.startsWith("group-") ? groupById.get(state.at.slice("group-".length)) : undefined;
  // A link may lead to a card that is not among the first.
  const wanted = all || (group !== undefined && group.place >= CARDS);
  if (wanted && !all) setAll(true);
  useLayoutEffect(() => {
    if (state.at) reach(state.at);
  }, [state]);
  const fixed = useMemo(() => ({ scores: has("scores") && h(Scores, { scores: data.scores }), concepts: has("concepts") && h(Concepts) }), []);
  const still = useMemo(
    () => ({
      findings: has("findings") && h(Findings, { view, all: wanted, onAll: () => setAll(true) }),
      labels: has("labels") && h(Labels, { view }),
    }),
    [view, wanted],
  );
  const mistakes = useMemo(() => has("mistakes") && h(Mistakes, { state }), [view, state.label, state.answer]);
  return h(
    Fragment,
    null,
    fixed.scores,
    still.findings,
    mistakes,
    has("images") && h(Explorer, { state, result }),
    still.labels,
    fixed.concepts,
    state.open >= 0 && h(Large, { state, result }),
  );
}

/** Brings a part into sight, and the keyboard with it. */
function reach(id) {
  const part = document.getElementById(id);
  if (!part || document.querySelector("dialog[open]")) return;
  part.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
  // Again once what came into sight has its real height.
  let times = 3;
  const scroll = () => {
    part.scrollIntoView({ block: "start", behavior: "instant" });
    if (--times > 0) requestAnimationFrame(scroll);
  };
  scroll();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (!link || !plainClick(event)) return;
  event.preventDefault();
  follow(link.getAttribute("href").slice(1));
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
  if (event.key === "m" && images.maps) {
    const { view, at } = store.state;
    go({ view: VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] }, { step: false });
  } else if (event.key === "/" && has("images") && store.state.open < 0) {
    event.preventDefault();
    const text = document.getElementById("text");
    text.closest("details").open = true;
    text.focus();
    text.scrollIntoView({ block: "nearest" });
  }
});

render(
  h(
    "ul",
    null,
    PARTS.map(([key, name]) => h("li", { key }, h("a", { href: `#at=${key}` }, name))),
  ),
  document.getElementById("nav"),
);
render(h(Page), document.getElementById("app"));
performance.mark("drawn");
