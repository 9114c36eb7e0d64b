const GAP = 8;
const CORNER = 30;
const SIZES = [80, 112, 160, 224];

/** The images that are shown, of which only those in sight are in the page. */
function Strip({ state, result }) {
  const box = useRef(null);
  const [room, setRoom] = useState({ width: 0, height: 0, top: 0, rem: 16 });
  const [active, setActive] = useState(0);
  const [sizeStep, setSizeStep] = useState(1);
  const anchor = useRef(0);
  const { list } = result;

  useLayoutEffect(() => {
    const measure = () =>
      setRoom((last) => ({
        width: box.current.clientWidth,
        height: box.current.clientHeight,
        top: box.current.scrollTop,
        rem: parseFloat(getComputedStyle(document.documentElement).fontSize),
      }));
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    measure();
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    box.current.scrollTop = 0;
    setActive(0);
    anchor.current = 0;
  }, [result]);

  const wanted = (SIZES[sizeStep] * room.rem) / 16;
  const columns = Math.max(1, Math.floor((room.width - GAP) / (wanted + GAP)));
  const size = Math.max(24, Math.floor((room.width - GAP) / columns) - GAP);
  const caption = Math.round(1.5 * room.rem);
  const rowHeight = size + caption + GAP;
  const rows = Math.ceil(list.length / columns);
  const first = Math.max(0, Math.floor(room.top / rowHeight) - 1);
  const last = Math.min(rows, Math.ceil((room.top + room.height) / rowHeight) + 1);
  const held = columns * (Math.ceil(room.height / rowHeight) + 3);
  const inSight = [];
  for (let place = first * columns; place < Math.min(list.length, last * columns); place++) inSight.push(place);

  const toggle = (place, range) => {
    if (!range) {
      anchor.current = place;
      go({ selected: toggled(state.selected, list[place]) });
      return;
    }
    const [from, to] = [anchor.current, place].sort((a, b) => a - b);
    go({ selected: new Set([...state.selected, ...list.slice(from, to + 1)]) });
  };
  const click = (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    const place = Number(option.dataset.place);
    setActive(place);
    const { left, top } = option.getBoundingClientRect();
    const corner = event.clientX - left < CORNER && event.clientY - top < CORNER;
    if (corner || event.ctrlKey || event.metaKey || event.shiftKey) toggle(place, event.shiftKey);
    else go({ open: list[place] });
  };
  const key = (event) => {
    const page = columns * Math.max(1, Math.floor(room.height / rowHeight));
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, PageUp: -page, PageDown: page, Home: -list.length, End: list.length }[event.key];
    if ((event.ctrlKey || event.metaKey) && event.key === "a") go({ selected: new Set(list) });
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (step) {
      const next = clamp(active + step, 0, Math.max(0, list.length - 1));
      setActive(next);
      const top = Math.floor(next / columns) * rowHeight;
      if (top < box.current.scrollTop) box.current.scrollTop = top;
      else if (top + rowHeight + GAP > box.current.scrollTop + room.height) box.current.scrollTop = top + rowHeight + GAP - room.height;
    } else if (event.key === "Enter" && list.length > 0) go({ open: list[active] });
    else if (event.key === " " && list.length > 0) toggle(active, event.shiftKey);
    else return;
    event.preventDefault();
  };

  return h(
    "section",
    { class: "panel images", "aria-label": "The images" },
    h(
      "div",
      { class: "bar" },
      h("h3", { id: "shown", "aria-live": "polite" }, list.length === images.count ? plural(list.length, "image") : `${count(list.length)} of ${plural(images.count, "image")}`),
      h(Choice, { label: "order", value: state.sort, options: SORTS.filter(([key]) => (key !== "group" || groups.length > 0) && (key !== "wrong" || labelled) && (key !== "border" || images.heat)), onChange: (sort) => go({ sort }, { step: false }) }),
      images.maps &&
        h(
          "span",
          { class: "buttons", role: "group", "aria-label": "View" },
          VIEWS.map((view) => h("button", { key: view, type: "button", "aria-pressed": String(state.view === view), title: "Key: M", onClick: () => go({ view }, { step: false }) }, view)),
        ),
      h(
        "span",
        { class: "buttons", role: "group", "aria-label": "Size of the images" },
        h("button", { type: "button", "aria-label": "smaller images", disabled: sizeStep === 0, onClick: () => setSizeStep(sizeStep - 1) }, "\u2212"),
        h("button", { type: "button", "aria-label": "larger images", disabled: sizeStep === SIZES.length - 1, onClick: () => setSizeStep(sizeStep + 1) }, "+"),
      ),
    ),
    h(Selection, { state, list }),
    h(
      "div",
      {
        ref: box,
        id: "strip",
        class: "strip",
        role: "listbox",
        tabIndex: 0,
        "aria-multiselectable": "true",
        "aria-label": "Images: Enter opens, Space selects",
        style: { maxHeight: `${rows * rowHeight + 2 * GAP}px` },
        "aria-activedescendant": inSight.includes(active) ? `option-${active}` : undefined,
        onScroll: () => setRoom((before) => ({ ...before, top: box.current.scrollTop })),
        onClick: click,
        onKeyDown: key,
      },
      h(
        "div",
        { class: "rows", role: "presentation", style: { height: `${rows * rowHeight + GAP}px` } },
        inSight.map((place) => {
          const i = list[place];
          const selected = state.selected.has(i);
          return h(
            "div",
            {
              key: place % held, // elements are used again as one scrolls
              id: `option-${place}`,
              role: "option",
              class: `option ${place === active ? "active" : ""}`,
              "data-place": place,
              "aria-selected": String(selected),
              "aria-setsize": list.length,
              "aria-posinset": place + 1,
              "aria-label": `${shown(images.names[i])}: ${wordsOf(i)}`,
              title: shown(pathOf(i)),
              style: {
                width: `${size}px`,
                height: `${size + caption}px`,
                transform: `translate(${GAP + (place % columns) * (size + GAP)}px, ${GAP + Math.floor(place / columns) * rowHeight}px)`,
              },
            },
            h(ImageThumbnail, { i, view: state.view, size, now: true }),
            h("span", { class: "tick", "aria-hidden": "true" }, selected ? "\u2713" : ""),
            h(
              "span",
              { class: `caption ${RIGHT[images.right[i]]}` },
              h("span", { class: "name" }, images.right[i] > 0 && (images.right[i] === 1 ? "\u2713 " : "\u2717 "), shown(labelName(images.answer[i]))),
              h("span", null, percent(images.probability[i], 0)),
            ),
          );
        }),
      ),
    ),
    list.length === 0 && h("p", { class: "nothing" }, "Nothing matches. ", h("button", { type: "button", onClick: () => go(UNFILTERED()) }, "Show everything")),
  );
}

/** What is selected, and what can be done with it. */
function Selection({ state, list }) {
  const number = state.selected.size;
  return h(
    "div",
    { class: "bar selection" },
    h("span", { "aria-live": "polite" }, number === 0 ? "none selected" : `${count(number)} selected`),
    h("button", { type: "button", id: "select-all", disabled: list.length === 0, onClick: () => go({ selected: new Set(list) }) }, `Select all ${count(list.length)}`),
    number > 0 && [
      h("button", { type: "button", "aria-pressed": String(state.only), onClick: () => go({ only: !state.only }) }, "Only these"),
      h("button", { type: "button", onClick: () => go({ selected: new Set(), only: false }) }, "Select none"),
    ],
    h(
      "button",
      { type: "button", id: "export", class: "main", disabled: number === 0 && list.length === 0, title: "A list for gradcam batch, explain and train --exclude", onClick: () => save(number > 0 ? [...state.selected].sort((a, b) => a - b) : list) },
      number > 0 ? `Export ${count(number)} selected` : `Export ${count(list.length)} shown`,
    ),
  );
}

/** What a spreadsheet would run as a formula, which OWASP calls CSV injection. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const cell = (text) => quoted(FORMULA.test(text) ? "'" + text : text);
/** A path stays the same file. */
const pathCell = (path) => quoted(/^[=+\-@]/.test(path) ? "./" + path : path);

/** The fewest digits that give a 32-bit number again. */
function shortest(value) {
  let digits = 1;
  while (digits < 9 && Math.fround(value.toPrecision(digits)) !== value) digits++;
  return String(Number(value.toPrecision(digits)));
}

/** The list as CSV: the columns that `batch` reads, then what one wants to know besides. */
function csv(list) {
  const lines = ["path,label,answer,probability,group,diagnosis"];
  for (const i of list) {
    const group = firstGroup[i] < 0 ? "" : groups[firstGroup[i]].id;
    const label = images.label[i] < 0 ? "" : labelName(images.label[i]);
    const probability = Number.isNaN(images.probability[i]) ? "" : shortest(images.probability[i]);
    lines.push([pathCell(pathOf(i)), cell(label), cell(labelName(images.answer[i])), probability, group, cell(images.diagnoses[images.diagnosis[i]])].join(","));
  }
  return lines.join("\n") + "\n";
}

function save(list) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv(list)], { type: "text/csv" }));
  link.download = "selection.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
