/** Okabe and Ito's colours, which colour-blind people tell apart, without those that a page has. */
const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#b5598f", "#3a9bd9", "#b87f00", "#6a4c93", "#5f6b76"];
const DARK = ["#4aa8e8", "#ff8a3d", "#2fc79a", "#e79cc4", "#8fd0ff", "#ffc04d", "#b79be0", "#aab4be"];
const SHAPES = ["circle", "triangle", "square", "diamond", "cross", "ring", "tip"];
/** Categories with a colour and a shape of their own; what follows is drawn as the others. */
const CATEGORIES = 16;
const OTHERS = CATEGORIES;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** A shape about the centre of a context. */
function glyph(context, shape, radius) {
  context.beginPath();
  if (shape === "circle" || shape === "ring") context.arc(0, 0, radius * 0.9, 0, 2 * Math.PI);
  else if (shape === "square") context.rect(-radius * 0.8, -radius * 0.8, radius * 1.6, radius * 1.6);
  else {
    const corners = {
      triangle: [[0, -1.1], [1, 0.8], [-1, 0.8]],
      tip: [[0, 1.1], [1, -0.8], [-1, -0.8]],
      diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
      cross: [[-1, -0.35], [-0.35, -0.35], [-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35]],
    }[shape];
    corners.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x * radius, y * radius));
    context.closePath();
  }
}

function paintGlyph(context, category, radius, page) {
  const colours = dark.matches ? DARK : LIGHT;
  const shape = category >= OTHERS ? "circle" : SHAPES[category % SHAPES.length];
  const colour = category >= OTHERS ? (dark.matches ? "#7c8792" : "#8b959e") : colours[category % colours.length];
  glyph(context, shape, category >= OTHERS ? radius * 0.7 : radius);
  if (shape === "ring") {
    context.strokeStyle = colour;
    context.lineWidth = radius * 0.45;
    context.stroke();
  } else {
    context.fillStyle = colour;
    context.fill();
    context.strokeStyle = page;
    context.lineWidth = radius * 0.2;
    context.stroke();
  }
}

/** What points are coloured by: of each image its category, and what the categories are. */
function categories(colour) {
  if (colour === "right") {
    return {
      of: Int32Array.from(images.right, (right) => [OTHERS, 0, 1][right]),
      entries: [["right", 0, "right"], ["wrong", 1, "wrong"], ["no label", OTHERS, "none"]].filter(([, , key]) =>
        images.right.includes(RIGHT.indexOf(key)),
      ),
      facet: "right",
    };
  }
  if (colour === "group") {
    const of = Int32Array.from(firstGroup, (group) => (group < 0 || group >= CATEGORIES ? OTHERS : group));
    const entries = groups.slice(0, CATEGORIES).map((group, place) => [groupName(group), place, group.id]);
    if (of.includes(OTHERS)) entries.push(["others", OTHERS, null]);
    return { of, entries, facet: "group" };
  }
  const values = images[colour];
  const numbers = new Map();
  for (const value of values) if (value >= 0) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  let kept = [...numbers.keys()];
  if (kept.length > CATEGORIES) kept = kept.sort((a, b) => numbers.get(b) - numbers.get(a)).slice(0, CATEGORIES);
  kept.sort((a, b) => a - b);
  const place = new Map(kept.map((value, i) => [value, i]));
  const of = Int32Array.from(values, (value) => place.get(value) ?? OTHERS);
  const entries = kept.map((value, i) => [labelName(value), i, value]);
  if (of.includes(OTHERS)) entries.push([numbers.size > CATEGORIES ? "others" : "no label", OTHERS, null]);
  return { of, entries, facet: colour };
}

/** The canvas of the scatter: where points lie, and how they are drawn. */
class Scatter {
  constructor(canvas, above) {
    this.canvas = canvas;
    this.above = above;
    this.zoom = 1;
    this.shift = [0, 0];
    const xs = images.x.filter((x) => !Number.isNaN(x));
    const ys = images.y.filter((y) => !Number.isNaN(y));
    const range = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
    [this.left, this.right] = range(xs);
    [this.bottom, this.top] = range(ys);
    this.shown = { list: [] };
    this.hovered = -1;
    this.lasso = [];
    this.crosshair = null;
  }

  resize() {
    const { width, height } = this.canvas.parentElement.getBoundingClientRect();
    this.width = Math.max(1, Math.floor(width));
    this.height = Math.max(1, Math.floor(height));
    this.ratio = devicePixelRatio;
    for (const canvas of [this.canvas, this.above]) {
      canvas.width = this.width * this.ratio;
      canvas.height = this.height * this.ratio;
    }
  }

  /** Radius of a point, pixels: smaller where there are many, larger on large screens. */
  radius() {
    const room = Math.sqrt((this.width * this.height) / (images.count + 200)) / 4;
    return clamp(room * Math.sqrt(this.zoom), 3, 8);
  }

  screenX(i) {
    const share = this.right > this.left ? (images.x[i] - this.left) / (this.right - this.left) : 0.5;
    return (share - 0.5) * (this.width - 40) * this.zoom + this.width / 2 + this.shift[0];
  }

  screenY(i) {
    const share = this.top > this.bottom ? (this.top - images.y[i]) / (this.top - this.bottom) : 0.5;
    return (share - 0.5) * (this.height - 40) * this.zoom + this.height / 2 + this.shift[1];
  }

  zoomAt(x, y, factor) {
    const zoom = clamp(this.zoom * factor, 1, 60);
    const by = zoom / this.zoom;
    this.shift[0] = x - this.width / 2 - (x - this.width / 2 - this.shift[0]) * by;
    this.shift[1] = y - this.height / 2 - (y - this.height / 2 - this.shift[1]) * by;
    this.zoom = zoom;
    this.hold();
  }

  move(x, y) {
    this.shift[0] += x;
    this.shift[1] += y;
    this.hold();
  }

  /** Keeps the points in sight. */
  hold() {
    const most = [((this.zoom - 1) * this.width) / 2, ((this.zoom - 1) * this.height) / 2];
    this.shift = this.shift.map((shift, axis) => clamp(shift, -most[axis], most[axis]));
  }

  /** Draws all points into memory, which takes a tenth of the time that a canvas takes for them. */
  draw(shown, selected, category) {
    Object.assign(this, { shown, selected, category });
    const style = getComputedStyle(this.canvas);
    const page = style.getPropertyValue("--card");
    this.ink = style.getPropertyValue("--ink");
    this.accent = style.getPropertyValue("--target");
    const context = this.canvas.getContext("2d");
    const image = context.createImageData(this.canvas.width, this.canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    const radius = this.radius();
    pixels.fill(this.stamp(1, (pen) => (pen.fillStyle = page, pen.fillRect(-9, -9, 18, 18))).colours[0]);
    const faint = this.stamp(3, (pen) => (pen.fillStyle = style.getPropertyValue("--line"), pen.fillRect(-1.5, -1.5, 3, 3)));
    const glyphs = Array.from({ length: CATEGORIES + 1 }, (_, each) => this.stamp(2 * radius + 4, (pen) => paintGlyph(pen, each, radius, page)));
    const ring = this.stamp(2 * radius + 8, (pen) => {
      pen.strokeStyle = this.ink;
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.arc(0, 0, radius + 2, 0, 2 * Math.PI);
      pen.stroke();
    });
    const each = (wanted, stampOf) => {
      for (let i = 0; i < images.count; i++) {
        if (wanted(i) && !Number.isNaN(images.x[i])) this.put(image, pixels, stampOf(i), this.screenX(i), this.screenY(i));
      }
    };
    each((i) => !shown.passes[i], () => faint);
    each((i) => shown.passes[i], (i) => glyphs[category.of[i]]);
    if (selected.size > 0) each((i) => shown.passes[i] && selected.has(i), () => ring);
    context.putImageData(image, 0, 0);
    this.drawAbove();
  }

  /** A shape as its pixels: where they lie about its centre, what colour they have, and how far they cover. */
  stamp(size, paint) {
    const side = Math.max(1, Math.ceil(size * this.ratio));
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.setTransform(this.ratio, 0, 0, this.ratio, side / 2, side / 2);
    paint(pen);
    const { data: all } = pen.getImageData(0, 0, side, side);
    const whole = new Uint32Array(all.buffer);
    const kept = [];
    for (let at = 0; at < whole.length; at++) if (all[4 * at + 3] > 0) kept.push(at);
    return {
      x: Int16Array.from(kept, (at) => (at % side) - side / 2),
      y: Int16Array.from(kept, (at) => Math.floor(at / side) - side / 2),
      colours: Uint32Array.from(kept, (at) => whole[at]),
      cover: Uint8Array.from(kept, (at) => all[4 * at + 3]),
    };
  }

  put({ width, height, data: bytes }, pixels, { x, y, colours, cover }, atX, atY) {
    const left = Math.round(atX * this.ratio);
    const top = Math.round(atY * this.ratio);
    for (let k = 0; k < colours.length; k++) {
      const column = left + x[k];
      const row = top + y[k];
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const at = row * width + column;
      if (cover[k] === 255) {
        pixels[at] = colours[k];
        continue;
      }
      const share = cover[k] / 255;
      for (let channel = 0, colour = colours[k]; channel < 3; channel++, colour >>>= 8) {
        const below = bytes[4 * at + channel];
        bytes[4 * at + channel] = below + ((colour & 255) - below) * share;
      }
    }
  }

  /** What changes as the pointer moves. */
  drawAbove() {
    const context = this.above.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    context.strokeStyle = this.ink;
    if (this.hovered >= 0) {
      context.lineWidth = 2.5;
      context.beginPath();
      context.arc(this.screenX(this.hovered), this.screenY(this.hovered), this.radius() + 4, 0, 2 * Math.PI);
      context.stroke();
    }
    if (this.lasso.length > 1) {
      context.beginPath();
      this.lasso.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x, y));
      context.closePath();
      context.globalAlpha = 0.15;
      context.fillStyle = this.accent;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = this.accent;
      context.lineWidth = 2;
      context.setLineDash([6, 4]);
      context.stroke();
      context.setLineDash([]);
    }
    if (this.crosshair) {
      const [x, y] = this.crosshair;
      context.strokeStyle = this.ink;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x - 12, y);
      context.lineTo(x + 12, y);
      context.moveTo(x, y - 12);
      context.lineTo(x, y + 12);
      context.stroke();
    }
  }

  /** The nearest point that is shown, if one is near. */
  near(x, y, reach) {
    let nearest = -1;
    let least = reach * reach;
    for (const i of this.shown.list) {
      const far = (this.screenX(i) - x) ** 2 + (this.screenY(i) - y) ** 2;
      if (far < least) {
        least = far;
        nearest = i;
      }
    }
    return nearest;
  }

  /** The points that are shown within the lasso, by the even-odd rule. */
  within() {
    return this.shown.list.filter((i) => {
      const x = this.screenX(i);
      const y = this.screenY(i);
      let inside = false;
      for (let j = 0, k = this.lasso.length - 1; j < this.lasso.length; k = j++) {
        const [xj, yj] = this.lasso[j];
        const [xk, yk] = this.lasso[k];
        if (yj > y !== yk > y && x < ((xk - xj) * (y - yj)) / (yk - yj) + xj) inside = !inside;
      }
      return inside;
    });
  }
}

const REACH = 14;
const STEP = 10;

/** Takes a lasso's images: in place of what is selected, added to it, or taken from it. */
function select(list, { add, remove }) {
  const selected = new Set(add || remove ? store.state.selected : []);
  for (const i of list) remove ? selected.delete(i) : selected.add(i);
  go({ selected, only: store.state.only && selected.size > 0 });
}

function ScatterPanel({ state, result }) {
  const canvas = useRef(null);
  const above = useRef(null);
  const plot = useRef(null);
  const drag = useRef(null);
  const waiting = useRef(null);
  const [moving, setMoving] = useState(matchMedia("(pointer: coarse)").matches);
  const [hover, setHover] = useState(null);
  const category = useMemo(() => categories(state.colour), [state.colour]);
  /** Draws before the browser next paints, however often it is asked to until then. */
  const redraw = () => {
    waiting.current ??= requestAnimationFrame(() => {
      waiting.current = null;
      plot.current.draw(latest.current.result, latest.current.state.selected, latest.current.category);
    });
  };
  const latest = useRef(null);
  latest.current = { state, result, category };

  useLayoutEffect(() => {
    plot.current = new Scatter(canvas.current, above.current);
    const resized = () => {
      plot.current.resize();
      plot.current.hold();
      redraw();
    };
    const observer = new ResizeObserver(resized);
    observer.observe(canvas.current.parentElement);
    dark.addEventListener("change", redraw);
    const wheel = (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== above.current) return;
      event.preventDefault();
      plot.current.zoomAt(event.offsetX, event.offsetY, Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)));
      redraw();
    };
    above.current.addEventListener("wheel", wheel, { passive: false });
    resized();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(waiting.current);
      dark.removeEventListener("change", redraw);
    };
  }, []);
  useLayoutEffect(() => plot.current.width && redraw(), [result, state.selected, category]);

  const point = (x, y, reach) => {
    const i = plot.current.near(x, y, reach);
    if (i !== plot.current.hovered) {
      plot.current.hovered = i;
      setHover(i < 0 ? null : { i, x: plot.current.screenX(i), y: plot.current.screenY(i) });
    }
    plot.current.drawAbove();
  };
  const zoom = (factor) => {
    plot.current.zoomAt(plot.current.width / 2, plot.current.height / 2, factor);
    redraw();
  };
  const finish = (event) => {
    const { lasso } = plot.current;
    if (lasso.length > 2) select(plot.current.within(), { add: event.shiftKey, remove: event.altKey });
    plot.current.lasso = [];
    plot.current.drawAbove();
  };
  const down = (event) => {
    if (event.button !== 0) return;
    above.current.setPointerCapture(event.pointerId);
    drag.current = { x: event.offsetX, y: event.offsetY, far: false };
    plot.current.crosshair = null;
  };
  const move = (event) => {
    const { offsetX: x, offsetY: y } = event;
    if (!drag.current) {
      point(x, y, REACH);
      return;
    }
    const from = drag.current;
    if (!from.far && Math.hypot(x - from.x, y - from.y) < 4) return;
    if (!from.far) {
      from.far = true;
      plot.current.hovered = -1;
      setHover(null);
      plot.current.lasso = moving ? [] : [[from.x, from.y]];
    }
    if (moving) {
      plot.current.move(x - from.x, y - from.y);
      Object.assign(from, { x, y });
      redraw();
    } else {
      const [lastX, lastY] = plot.current.lasso[plot.current.lasso.length - 1];
      if (Math.hypot(x - lastX, y - lastY) >= 3) plot.current.lasso.push([x, y]);
      plot.current.drawAbove();
    }
  };
  const up = (event) => {
    const from = drag.current;
    drag.current = null;
    if (!from) return;
    if (from.far) {
      finish(event);
      return;
    }
    const i = plot.current.near(event.offsetX, event.offsetY, REACH);
    if (i >= 0 && (event.ctrlKey || event.metaKey || event.shiftKey)) go({ selected: toggled(state.selected, i) });
    else if (i >= 0) go({ open: i });
    else if (state.selected.size > 0) go({ selected: new Set(), only: false });
  };
  const leave = () => {
    if (!drag.current && plot.current.hovered >= 0) point(-1e6, -1e6, 1);
  };
  const key = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = plot.current.crosshair ?? [plot.current.width / 2, plot.current.height / 2];
    const step = event.shiftKey ? 5 * STEP : STEP;
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const { lasso } = plot.current;
    if (arrow) {
      plot.current.crosshair = [clamp(at[0] + arrow[0] * step, 0, plot.current.width), clamp(at[1] + arrow[1] * step, 0, plot.current.height)];
      point(...plot.current.crosshair, Infinity);
    } else if (event.key === "l") {
      plot.current.crosshair = at;
      lasso.push(at);
      plot.current.drawAbove();
    } else if (event.key === "Enter" && lasso.length > 2) finish(event);
    else if (event.key === "Enter" && plot.current.hovered >= 0) go({ open: plot.current.hovered });
    else if (event.key === " " && plot.current.hovered >= 0) go({ selected: toggled(state.selected, plot.current.hovered) });
    else if (event.key === "+" || event.key === "=") zoom(1.5);
    else if (event.key === "-") zoom(1 / 1.5);
    else if (event.key === "0") zoom(0);
    else if (event.key === "Escape" && lasso.length > 0) {
      plot.current.lasso = [];
      plot.current.drawAbove();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const placed = images.x.reduce((sum, x) => sum + !Number.isNaN(x), 0);

  return h(
    "section",
    { class: "panel scatter", "aria-label": "Scatter by evidence" },
    h(
      "div",
      { class: "bar" },
      h("h3", null, "By evidence"),
      h(Choice, { label: "colour", value: state.colour, options: COLOURS.filter(([key]) => (key !== "group" || groups.length > 0) && (labelled || (key !== "label" && key !== "right"))), onChange: (colour) => go({ colour }, { step: false }) }),
      h(
        "span",
        { class: "buttons", role: "group", "aria-label": "What dragging does" },
        h("button", { type: "button", "aria-pressed": String(!moving), onClick: () => setMoving(false) }, "Lasso"),
        h("button", { type: "button", "aria-pressed": String(moving), onClick: () => setMoving(true) }, "Move"),
      ),
      h(
        "span",
        { class: "buttons", role: "group", "aria-label": "Zoom" },
        h("button", { type: "button", "aria-label": "closer", onClick: () => zoom(1.5) }, "+"),
        h("button", { type: "button", "aria-label": "farther", onClick: () => zoom(1 / 1.5) }, "\u2212"),
        h("button", { type: "button", onClick: () => zoom(0) }, "All"),
      ),
    ),
    h(
      "div",
      { class: `plot ${moving ? "moving" : ""}` },
      h("canvas", { ref: canvas, "aria-hidden": "true" }),
      h("canvas", {
        ref: above,
        id: "scatter",
        tabIndex: 0,
        role: "application",
        "aria-label": `Scatter of ${plural(placed, "image")} by evidence`,
        "aria-describedby": "scatter-keys",
        onPointerDown: down,
        onPointerMove: move,
        onPointerUp: up,
        onPointerCancel: () => {
          drag.current = null;
          plot.current.lasso = [];
          plot.current.drawAbove();
        },
        onPointerLeave: leave,
        onKeyDown: key,
      }),
      hover && h(Hover, { ...hover, view: state.view, plot: plot.current }),
    ),
    h(Legend, { category, state, counts: result.counts }),
    h(
      "p",
      { id: "scatter-keys", class: "hint" },
      "Drag a lasso; Shift adds, Alt takes away. Keys: arrows move, L sets a corner of a lasso, Enter closes it or opens the image, Space selects, + and \u2212 zoom, 0 shows all.",
    ),
    h("p", { class: "unseen", "aria-live": "polite" }, hover ? wordsOf(hover.i) : ""),
  );
}

function Hover({ i, x, y, view, plot }) {
  const style = {
    [x > plot.width / 2 ? "right" : "left"]: `${(x > plot.width / 2 ? plot.width - x : x) + 14}px`,
    [y > plot.height / 2 ? "bottom" : "top"]: `${(y > plot.height / 2 ? plot.height - y : y) + 6}px`,
  };
  return h(
    "div",
    { class: "hover", style, "aria-hidden": "true" },
    h(ImageThumbnail, { i, view, size: 120, now: true }),
    h("p", null, h("strong", null, shown(labelName(images.answer[i]))), ` ${percent(images.probability[i])}`),
    images.right[i] > 0 && h("p", { class: RIGHT[images.right[i]] }, images.right[i] === 1 ? "\u2713 right" : `\u2717 it is ${shown(labelName(images.label[i]))}`),
    firstGroup[i] >= 0 && h("p", null, shown(groups[firstGroup[i]].name)),
    h("p", { class: "name" }, shown(images.names[i])),
  );
}

/** A colour and a shape, as on the scatter. */
function Glyph({ category }) {
  const canvas = useRef(null);
  useLayoutEffect(() => {
    const draw = () => {
      const side = 18 * devicePixelRatio;
      canvas.current.width = canvas.current.height = side;
      const context = canvas.current.getContext("2d");
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, side / 2, side / 2);
      paintGlyph(context, category, 6, "transparent");
    };
    draw();
    dark.addEventListener("change", draw);
    return () => dark.removeEventListener("change", draw);
  }, [category]);
  return h("canvas", { ref: canvas, class: "glyph", "aria-hidden": "true" });
}

function Legend({ category, state, counts }) {
  const { facet, entries } = category;
  const number = counts[FACETS.findIndex(({ key }) => key === facet)];
  return h(
    "ul",
    { class: "legend", "aria-label": "Colours and shapes" },
    entries.map(([name, place, value]) =>
      h(
        "li",
        { key: place },
        value === null
          ? h("span", { class: "entry" }, h(Glyph, { category: place }), name)
          : h(
              "button",
              {
                type: "button",
                class: "entry",
                "aria-pressed": String(state[facet].has(value)),
                title: `Show only these: ${shown(name)}`,
                onClick: () => go({ [facet]: toggled(state[facet], value) }),
              },
              h(Glyph, { category: place }),
              h(Text, null, name),
              h("small", null, count(number.get(value) ?? 0)),
            ),
      ),
    ),
  );
}
