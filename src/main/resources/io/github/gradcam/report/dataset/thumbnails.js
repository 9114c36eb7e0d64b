/** How much of an image the hottest place of its map covers; the same as overlays in files. */
const COVER = Math.SQRT1_2;
const SHARP = 48;

/**
 * Draws a map over all of a canvas: values between its cells first, then their colours. Over an image
 * it fades to nothing where there is little heat; a signed one is 128 where there is none.
 */
function drawMap(canvas, map, { over, signed = false, side = SHARP, width = side, height = side }) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const colours = signed ? coolwarm : viridis;
  for (let y = 0, at = 0; y < height; y++) {
    const v = clamp(((y + 0.5) * MAP_SIDE) / height - 0.5, 0, MAP_SIDE - 1);
    const top = Math.min(v | 0, MAP_SIDE - 2);
    for (let x = 0; x < width; x++, at += 4) {
      const u = clamp(((x + 0.5) * MAP_SIDE) / width - 0.5, 0, MAP_SIDE - 1);
      const left = Math.min(u | 0, MAP_SIDE - 2);
      const i = top * MAP_SIDE + left;
      const upper = map[i] + (map[i + 1] - map[i]) * (u - left);
      const lower = map[i + MAP_SIDE] + (map[i + MAP_SIDE + 1] - map[i + MAP_SIDE]) * (u - left);
      const value = upper + (lower - upper) * (v - top);
      const colour = 3 * Math.round(value);
      const heat = signed ? Math.abs(value - 128) / 127 : value / 255;
      image.data[at] = colours[colour];
      image.data[at + 1] = colours[colour + 1];
      image.data[at + 2] = colours[colour + 2];
      image.data[at + 3] = over ? 255 * COVER * Math.min(1, 2 * heat) : 255;
    }
  }
  context.putImageData(image, 0, 0);
}

const whenSeen = new WeakMap();
const seeing = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        whenSeen.get(target)?.();
        seeing.unobserve(target);
      }
    }
  },
  { rootMargin: "300px" },
);

/** A map, drawn when it comes into sight. */
function MapCanvas({ map, over, signed, side, now }) {
  const canvas = useRef(null);
  useLayoutEffect(() => {
    const draw = () => drawMap(canvas.current, map, { over, signed, side });
    if (now) {
      draw();
      return undefined;
    }
    const element = canvas.current;
    whenSeen.set(element, draw);
    seeing.observe(element);
    return () => seeing.unobserve(element);
  }, [map, over, signed, side]);
  return h("canvas", { ref: canvas, "aria-hidden": "true" });
}

/**
 * A thumbnail in a square, with its map in front or alone. What it shows is said by what stands about
 * it.
 */
function Thumbnail({ thumbnail, map, view, size, now, signed }) {
  const scale = size / data.side;
  const inner = thumbnail
    ? { width: `${thumbnail[1] * scale}px`, height: `${thumbnail[2] * scale}px` }
    : { width: `${size}px`, height: `${size}px` };
  if (thumbnail && (view !== "map" || !map)) {
    const [cell] = thumbnail;
    const column = cell % data.columns;
    const row = Math.floor(cell / data.columns) % data.columns;
    const sheet = Math.floor(cell / (data.columns * data.columns));
    inner.backgroundImage = `url("${data.sheets[sheet]}")`;
    inner.backgroundSize = `${data.columns * size}px auto`;
    inner.backgroundPosition = `${-column * size}px ${-row * size}px`;
  }
  return h(
    "span",
    { class: "thumbnail", style: { width: `${size}px`, height: `${size}px` } },
    h(
      "span",
      { class: thumbnail ? "" : "missing", style: inner },
      map && view !== "image" && h(MapCanvas, { map, over: view === "overlay" && !!thumbnail, now, signed }),
    ),
  );
}

const ImageThumbnail = ({ i, view, size, now }) =>
  h(Thumbnail, { thumbnail: thumbnailOf(i), map: mapOf(i), view, size, now });

/** A button that opens an image. */
const Opener = ({ i, name, title = shown(pathOf(i)), wrong = false, children }) =>
  h(
    "button",
    { type: "button", class: `image ${wrong ? "wrong" : ""}`, title, "aria-label": name, onClick: () => go({ open: i, at: store.state.at }) },
    children,
  );

/** Thumbnails that open their images; at most so many. */
function Row({ list, view, size = 72, most = list.length, label }) {
  return h(
    "ul",
    { class: "row", "aria-label": label },
    [...list].slice(0, most).map((i) =>
      h(
        "li",
        { key: i },
        h(
          Opener,
          { i, wrong: images.right[i] === 2, title: `${wordsOf(i)}\n${shown(pathOf(i))}`, name: `${shown(images.names[i])}: ${wordsOf(i)}` },
          h(ImageThumbnail, { i, view, size }),
        ),
      ),
    ),
  );
}

/** Crops, which open the images that they are of. */
function Crops({ crops, size = 56 }) {
  return h(
    "ul",
    { class: "row" },
    crops.map(([i, ...thumbnail], place) =>
      h(
        "li",
        { key: place },
        h(Opener, { i, name: `crop of ${shown(images.names[i])}: ${wordsOf(i)}` }, h(Thumbnail, { thumbnail, view: "image", size })),
      ),
    ),
  );
}
