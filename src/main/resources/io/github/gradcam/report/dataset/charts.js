/** Two shares on one scale, the same on all cards: what was found, and what chance alone does. */
function Intervals({ effect, chance, label }) {
  const low = Math.min(0, effect[1], chance ? chance[1] : 0) < 0 ? -1 : 0;
  const width = 250;
  const x = (value) => 12 + ((clamp(value, low, 1) - low) / (1 - low)) * (width - 28);
  const bar = ([value, from, to], y, kind) => [
    h("line", { class: kind, x1: x(from), x2: Math.max(x(to), x(from) + 1), y1: y, y2: y }),
    kind === "effect"
      ? h("circle", { class: kind, cx: x(value), cy: y, r: 5 })
      : h("rect", { class: kind, x: x(value) - 4, y: y - 4, width: 8, height: 8 }),
  ];
  return h(
    "svg",
    { class: "intervals", viewBox: `0 0 ${width} 50`, role: "img", "aria-label": label },
    [low, (low + 1) / 2, 1].map((share) => [
      h("line", { class: share === 0 ? "axis zero" : "axis", x1: x(share), x2: x(share), y1: 2, y2: 34 }),
      h("text", { x: x(share), y: 47, "text-anchor": "middle" }, `${Math.round(100 * share)}`),
    ]),
    bar(effect, 11, "effect"),
    chance && bar(chance, 26, "chance"),
  );
}

/** Right answers by confidence, beside the diagonal on which a calibrated model lies. */
function Calibration({ bins, error }) {
  const side = 200;
  const most = Math.max(...bins.map(([number]) => number));
  const at = (share) => share * side;
  return h(
    "figure",
    { class: "calibration" },
    h(
      "svg",
      {
        viewBox: `-34 -8 ${side + 46} ${side + 44}`,
        role: "img",
        "aria-label": `Calibration: ${bins
          .map(([number, sure, right]) => `of ${count(number)} answers ${percent(sure, 0)} sure, ${percent(right, 0)} are right`)
          .join("; ")}`,
      },
      h("rect", { class: "frame", x: 0, y: 0, width: side, height: side }),
      h("line", { class: "diagonal", x1: 0, y1: side, x2: side, y2: 0 }),
      h("polyline", {
        class: "curve",
        points: bins.map(([, sure, right]) => `${at(sure)},${side - at(right)}`).join(" "),
      }),
      bins.map(([number, sure, right]) =>
        h("circle", { class: "bin", cx: at(sure), cy: side - at(right), r: 2.5 + 5 * Math.sqrt(number / most) }),
      ),
      [0, 0.5, 1].map((share) => [
        h("text", { x: at(share), y: side + 16, "text-anchor": "middle" }, percent(share, 0).replace(" %", "")),
        h("text", { x: -6, y: side - at(share) + 4, "text-anchor": "end" }, percent(share, 0).replace(" %", "")),
      ]),
      h("text", { x: side / 2, y: side + 32, "text-anchor": "middle" }, "sure, %"),
      h("text", { class: "upright", x: -side / 2, y: -24, transform: "rotate(-90)", "text-anchor": "middle" }, "right, %"),
    ),
    error !== null && h("figcaption", null, `Expected calibration error ${percent(error)}`),
  );
}

/** How many images are how sure, with the wrong ones in another colour and hatched by height. */
function Histogram({ sure, low, high }) {
  const most = Math.max(1, ...sure.all);
  const height = 40;
  return h(
    "svg",
    { class: "histogram", viewBox: `0 0 ${HISTOGRAM * 10} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    [...sure.all].map((number, bin) => {
      const tall = number === 0 ? 0 : Math.max(1, (number / most) * height);
      const wrong = number === 0 ? 0 : (sure.wrong[bin] / number) * tall;
      const within = (bin + 1) / HISTOGRAM > low && bin / HISTOGRAM < high;
      return [
        h("rect", { class: within ? "all" : "out", x: bin * 10 + 1, y: height - tall, width: 8, height: tall }),
        h("rect", { class: within ? "wrong" : "out", x: bin * 10 + 1, y: height - wrong, width: 8, height: wrong }),
      ];
    }),
  );
}
