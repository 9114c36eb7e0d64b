/** One image, as large as the window allows. */
function Large({ state, result }) {
  const dialog = useRef(null);
  const i = state.open;
  const { list } = result;
  const place = list.indexOf(i);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element.showModal();
    return () => {
      element.close(); // while it is open, nothing else takes the focus
      if (before?.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const close = () => go({ open: -1, at: "" }, { step: true });
  const next = (step) => {
    const to = list[place + step];
    if (to !== undefined) go({ open: to }, { step: false });
  };
  const key = (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) next(step);
    else if (event.key === "s") go({ selected: toggled(state.selected, i) });
    else return;
    event.preventDefault();
  };
  return h(
    "dialog",
    {
      ref: dialog,
      class: "large",
      "aria-labelledby": "large-name",
      onCancel: (event) => {
        event.preventDefault();
        close();
      },
      onClose: () => store.state.open >= 0 && close(),
      onKeyDown: key,
      onClick: (event) => event.target === dialog.current && close(),
    },
    h(
      "div",
      { class: "inside" },
      h(
        "div",
        { class: "bar" },
        h("h2", { id: "large-name", tabIndex: -1 }, h(Text, null, images.names[i])),
        h("button", { type: "button", class: "close", onClick: close, "aria-label": "close" }, "\u00d7"),
      ),
      h("div", { class: "sides" }, h(LargeImage, { key: i, i, view: state.view }), h(Details, { i, state })),
      h(
        "div",
        { class: "bar" },
        h("button", { type: "button", disabled: place <= 0, onClick: () => next(-1) }, "\u2190 Previous"),
        h("button", { type: "button", disabled: place < 0 || place >= list.length - 1, onClick: () => next(1) }, "Next \u2192"),
        h("span", { class: "faint" }, place < 0 ? "not among the images shown" : `${count(place + 1)} of ${count(list.length)}`),
        images.maps &&
          h(
            "span",
            { class: "buttons", role: "group", "aria-label": "View" },
            VIEWS.map((view) => h("button", { key: view, type: "button", "aria-pressed": String(state.view === view), title: "Key: M", onClick: () => go({ view, at: state.at }, { step: false }) }, view)),
          ),
        h("button", { type: "button", "aria-pressed": String(state.selected.has(i)), title: "Key: S", onClick: () => go({ selected: toggled(state.selected, i) }) }, state.selected.has(i) ? "Selected" : "Select"),
      ),
    ),
  );
}

/** The thumbnail, over it the image itself where it can be read, over that the map. */
function LargeImage({ i, view }) {
  const [there, setThere] = useState(true);
  const [loaded, setLoaded] = useState(false);
  const canvas = useRef(null);
  const map = mapOf(i);
  const link = linkOf(i);
  const ratio = images.height[i] > 0 ? images.width[i] / images.height[i] : 1;
  const wide = innerWidth >= 900;
  const most = [innerWidth * (wide ? 0.55 : 0.9) - 32, innerHeight * (wide ? 0.72 : 0.42)];
  const width = Math.max(64, Math.round(Math.min(most[0], most[1] * ratio)));
  const height = Math.max(64, Math.round(width / ratio));
  useLayoutEffect(() => {
    if (map && view !== "image") {
      const scale = Math.min(1, 400 / Math.max(width, height));
      drawMap(canvas.current, map, { over: view === "overlay", width: Math.round(width * scale), height: Math.round(height * scale) });
    }
  }, [map, view, width, height]);
  const thumbnail = thumbnailOf(i);
  return h(
    "div",
    { class: "stack", style: { width: `${width}px`, height: `${height}px` } },
    thumbnail && !loaded && h("div", { class: "under" }, h(Thumbnail, { thumbnail, view: "image", size: Math.max(width, height) })),
    link && there && h("img", { src: link, alt: `${shown(images.names[i])}: ${wordsOf(i)}`, onLoad: () => setLoaded(true), onError: () => setThere(false) }),
    map && view !== "image" && h("canvas", { ref: canvas, "aria-hidden": "true" }),
  );
}

function Details({ i, state }) {
  const link = linkOf(i);
  const suspect = suspectOf.get(i);
  const set = duplicateOf.get(i);
  const of = groups.filter((group) => group.members.includes(i));
  const diagnosis = images.diagnoses[images.diagnosis[i]];
  const { heat } = images;
  const raised = FLAGS.filter((flag, bit) => flags[i] & (1 << bit));
  const number = (value, digits = 2) => (Number.isNaN(value) ? "unknown" : value.toPrecision(digits + 1));
  const item = (name, ...value) => [h("dt", null, name), h("dd", null, value)];
  return h(
    "dl",
    { class: "facts" },
    item("Answer", h("strong", null, h(Text, null, labelName(images.answer[i]))), ` ${percent(images.probability[i])}`),
    images.label[i] >= 0 && item("It is", h(Text, null, labelName(images.label[i])), h("span", { class: RIGHT[images.right[i]] }, images.right[i] === 1 ? " \u2713 right" : " \u2717 wrong")),
    suspect && item("Rather", h(Text, null, labelName(suspect.suggested)), ` ${percent(suspect.probability)}`),
    raised.length > 0 && item("Stands out", raised.map(([, name]) => name).join(", ")),
    of.length > 0 && item(of.length === 1 ? "Group" : "Groups", of.map((group, at) => [at > 0 && h("br"), h("a", { href: `#at=group-${group.id}` }, h(Text, null, groupName(group)))])),
    !Number.isNaN(distance[i]) && item("To its centre", number(distance[i])),
    diagnosis !== "ok" && item("Map", h(Text, null, diagnosis)),
    images.splits.length > 1 && item("Split", h(Text, null, images.splits[images.split[i]] || "none")),
    heat && !Number.isNaN(heat.border[i]) && item("Heat", `${percent(heat.border[i], 0)} on the border, centre at ${percent(heat.x[i], 0)} from the left, ${percent(heat.y[i], 0)} from the top`),
    heat && !Number.isNaN(heat.peak[i]) && item("Strongest", number(heat.peak[i])),
    set && item("Like it", h(Row, { list: set.images.filter((other) => other !== i), view: state.view, size: 64 })),
    item("Path", link ? h("a", { href: link, target: "_blank", rel: "noopener" }, h(Text, null, pathOf(i))) : h(Text, null, pathOf(i))),
  );
}
