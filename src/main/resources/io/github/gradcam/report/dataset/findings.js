const NEAREST = 12;
const EDGE = 6;
const CARDS = 12;

const SIGNS = { shortcut: "\u25b2", "did-not-hold": "\u25cb", "not-tried": "\u2013" };
const TRIES = { cover: "Covered", transplant: "Transplanted", global: "Whole image" };

/** A heading that the address can lead to. */
const Heading = ({ level = 2, children }) => h(`h${level}`, { tabIndex: -1 }, children);

/** Without labels nobody knows how good answers are. */
const SCORES = data.scores?.labelled > 0 ? "How good" : "How sure";

function Scores({ scores }) {
  const sureWrong = countFlag(3);
  const unsure = countFlag(4);
  return h(
    "section",
    { id: "scores", "aria-label": SCORES },
    h(Heading, null, SCORES),
    h(
      "div",
      { class: "scores" },
      h(
        "dl",
        { class: "figures" },
        scores.accuracy && h(Figure, { name: "right answers", value: percent(scores.accuracy[0]) }, `${percent(scores.accuracy[1])} to ${percent(scores.accuracy[2])}`),
        scores.labelled > 0 &&
          h(Figure, { name: "errors", value: count(scores.errors), link: "at=images&right=wrong" }, `of ${count(scores.labelled)} with a label`),
        sureWrong > 0 && h(Figure, { name: "sure and wrong", value: count(sureWrong), link: "at=images&flag=sure-and-wrong" }, `wrong at ${percent(SURE, 0)} or more`),
        unsure > 0 && h(Figure, { name: "unsure", value: count(unsure), link: "at=images&flag=unsure" }, `below ${percent(UNSURE, 0)}`),
        h(Figure, { name: "images answered", value: count(scores.images) }, scores.failed > 0 ? `${count(scores.failed)} failed` : "none failed"),
      ),
      scores.calibration.length > 0 && h(Calibration, { bins: scores.calibration, error: scores.calibrationError }),
    ),
  );
}

const countFlag = (bit) => flags.reduce((sum, bits) => sum + ((bits >> bit) & 1), 0);

const Figure = ({ name, value, link, children }) =>
  h(
    "div",
    null,
    h("dt", null, name),
    h("dd", null, link ? h("a", { href: "#" + link }, value) : value, h("small", null, children)),
  );

const LEAKS = 6;

/** Images that lie in several splits: a finding of its own. */
function Leaks({ view }) {
  const splits = [...new Set(leaks.flatMap((set) => set.images.map((i) => images.split[i])))].map((split) => images.splits[split]).filter((name) => name).sort();
  return h(
    "article",
    { id: "leaks", class: "card leaks shortcut", "aria-labelledby": "leaks-name" },
    h(
      "header",
      null,
      h("p", { class: "verdict shortcut" }, h("span", { "aria-hidden": "true" }, SIGNS.shortcut), " Leak"),
      h("h3", { id: "leaks-name", tabIndex: -1 }, `${plural(leaks.length, "image")} ${leaks.length === 1 ? "lies" : "lie"} in several splits`),
    ),
    h("p", null, "Nearly the same image is in ", splits.map((name, i) => [i > 0 && " and ", h(Text, null, name)]), ": what is measured on one may have been learned by heart from the other."),
    h(
      "ul",
      { class: "sets" },
      leaks.slice(0, LEAKS).map((set, place) =>
        h(
          "li",
          { key: place },
          h(Row, { list: set.images, most: 6, view, size: 64, label: "nearly the same" }),
          h("p", null, [...new Set(set.images.map((i) => images.split[i]))].map((split, i) => [i > 0 && ", ", h(Text, null, images.splits[split] || "no split")])),
        ),
      ),
    ),
    h("p", { class: "act" }, h("a", { class: "button", href: "#at=images&flag=leak&sort=path" }, "See all of them")),
  );
}

function Findings({ view, all, onAll }) {
  const listed = all ? groups : groups.slice(0, CARDS);
  const called = groups.filter((group) => group.verdict === "shortcut").length;
  const tried = groups.some((group) => group.causes.length > 0);
  return h(
    "section",
    { id: "findings", "aria-label": "Findings" },
    h(Heading, null, "Findings"),
    groups.length > 0 && h(
      "p",
      { class: "lead" },
      `${plural(groups.length, "group")} of images that the network decided on by alike evidence. `,
      tried &&
        (called === 0
          ? "No suspicion held when it was tried on the network."
          : `${plural(called, "group")} held when the suspicion was tried on the network: ${called === 1 ? "it is" : "they are"} called a shortcut.`),
    ),
    h("div", { class: "cards" }, leaks.length > 0 && h(Leaks, { key: "leaks", view }), listed.map((group) => h(GroupCard, { key: group.id, group, view }))),
    listed.length < groups.length &&
      h("button", { type: "button", class: "more", onClick: onAll }, `Show all ${count(groups.length)} groups`),
  );
}

function GroupCard({ group, view }) {
  const nearest = group.nearest.slice(0, NEAREST);
  return h(
    "article",
    { id: `group-${group.id}`, class: `card ${group.verdict ?? ""}`, "aria-labelledby": `name-${group.id}` },
    h(
      "header",
      null,
      group.verdict && h(Verdict, { verdict: group.verdict }),
      h("h3", { id: `name-${group.id}`, tabIndex: -1 }, h(Text, null, group.name)),
      h("p", { class: "of" }, scopeOf(group)),
    ),
    h(
      "div",
      { class: "about" },
      (group.map || group.image) &&
        h(
          "figure",
          null,
          h(Thumbnail, { thumbnail: group.image, map: group.map, view, size: 144 }),
          h("figcaption", null, group.image && group.map ? "mean image and map" : group.map ? "mean map" : "mean image"),
        ),
      h(GroupFacts, { group }),
    ),
    group.causes.length > 0 && h("div", { class: "causes" }, group.causes.map((cause, i) => h(Cause, { key: i, cause }))),
    nearest.length > 0 && [h("h4", null, "Nearest to the centre"), h(Row, { list: nearest, view })],
    group.edge.length > 0 && [h("h4", null, "At the edge"), h(Row, { list: group.edge, most: EDGE, view })],
    group.channels.length > 0 &&
      h(
        "details",
        null,
        h("summary", null, "Feature maps that argue most"),
        group.channels.map(({ channel, share, crops }) =>
          h("div", { key: channel, class: "channel" }, h("h4", null, `Feature map ${channel}: ${percent(share, 0)} of what argues for the answer`), crops.length > 0 && h(Crops, { crops })),
        ),
      ),
    h("p", { class: "act" }, h("a", { class: "button", href: `#at=images&group=${group.id}` }, `See ${group.size === group.members.length ? "all " : ""}${count(group.members.length)} images`)),
  );
}

function scopeOf(group) {
  if (group.kind === "answer") return ["Answered ", h(Text, null, labelName(group.answer))];
  if (group.kind === "pair") return [h(Text, null, labelName(group.label)), " taken for ", h(Text, null, labelName(group.answer))];
  return "All errors";
}

const Verdict = ({ verdict }) =>
  h("p", { class: `verdict ${verdict}` }, h("span", { "aria-hidden": "true" }, SIGNS[verdict]), " ", SHORTCUT[verdict]);

function GroupFacts({ group }) {
  return h(
    "dl",
    { class: "facts" },
    h("dt", null, "Images"),
    h("dd", null, count(group.size)),
    group.errorRate && [h("dt", null, "Wrong"), h("dd", null, between(group.errorRate, 0))],
    group.mistaken.length > 0 && [
      h("dt", null, group.kind === "answer" ? "Wrong ones are" : "Taken for"),
      h(
        "dd",
        null,
        group.mistaken.slice(0, 4).map(([label, number], i) => [i > 0 && ", ", h(Text, null, labelName(label)), ` ${count(number)}`]),
      ),
    ],
    group.stability !== null && [
      h("dt", { title: "how well the group is found again in resampled images: mean overlap (Jaccard)" }, "Stability"),
      h("dd", null, group.stability.toFixed(2)),
    ],
  );
}

function Cause({ cause }) {
  return h(
    "section",
    { class: `cause ${cause.verdict}` },
    h("h4", null, h("span", { class: "try" }, TRIES[cause.kind]), " ", h(Text, null, cause.statement)),
    cause.effect &&
      h(
        "div",
        { class: "effect" },
        h(Intervals, {
          effect: cause.effect,
          chance: cause.chance,
          label: `Effect ${between(cause.effect, 0)}${cause.chance ? `, by chance ${between(cause.chance, 0)}` : ""}`,
        }),
        h(
          "p",
          null,
          h("span", { class: "key effect", "aria-hidden": "true" }),
          `${between(cause.effect, 0)} `,
          h(Text, null, cause.measure),
          cause.chance && [h("br"), h("span", { class: "key chance", "aria-hidden": "true" }), `${between(cause.chance, 0)} by chance`],
          cause.p !== null && [h("br"), `adjusted p ${cause.p < 0.001 ? "below 0.001" : cause.p.toFixed(3)}`],
        ),
      ),
    h("p", { class: "outcome" }, h("strong", null, SIGNS[cause.verdict], " ", SHORTCUT[cause.verdict], "."), cause.reason && [" ", h(Text, null, cause.reason)]),
  );
}

const MATRIX = 24;

/** The classes of a matrix: all, or those with the most errors. */
function matrixClasses(cells) {
  const errors = new Map();
  const seen = new Set();
  for (const [label, answer, number] of cells) {
    seen.add(label).add(answer);
    if (label !== answer) for (const each of [label, answer]) errors.set(each, (errors.get(each) ?? 0) + number);
  }
  const all = [...seen].sort((a, b) => a - b);
  if (all.length <= MATRIX) return all;
  return all.sort((a, b) => (errors.get(b) ?? 0) - (errors.get(a) ?? 0)).slice(0, MATRIX).sort((a, b) => a - b);
}

function Mistakes({ state }) {
  const cells = data.confusion;
  const classes = useMemo(() => matrixClasses(cells), []);
  const counts = useMemo(() => new Map(cells.map(([label, answer, number]) => [`${label},${answer}`, number])), []);
  const wrong = useMemo(() => cells.filter(([label, answer]) => label !== answer).sort((a, b) => b[2] - a[2]), []);
  const most = wrong.length > 0 ? wrong[0][2] : 1;
  const open = onePair(state);
  const total = (label) => cells.reduce((sum, [row, , number]) => sum + (row === label ? number : 0), 0);
  const totals = useMemo(() => new Map(classes.map((label) => [label, total(label)])), []);
  const whole = classes.length < new Set(cells.flatMap(([label, answer]) => [label, answer])).size;
  return h(
    "section",
    { id: "mistakes", "aria-label": "Mistakes" },
    h(Heading, null, "Mistakes"),
    h("p", { class: "lead" }, "Rows are what the images are, columns what was answered. A cell opens its images.", whole && ` The ${MATRIX} classes with the most errors.`),
    h(
      "div",
      { class: "mistakes" },
      h(
        "div",
        { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Confusion matrix" },
        h(
          "table",
          { class: "matrix" },
          h(
            "thead",
            null,
            h("tr", null, h("td", null), classes.map((answer) => h("th", { key: answer, scope: "col" }, h("span", null, h(Text, null, labelName(answer))))), h("th", { scope: "col" }, h("span", null, "right"))),
          ),
          h(
            "tbody",
            null,
            classes.map((label) =>
              h(
                "tr",
                { key: label },
                h("th", { scope: "row" }, h(Text, null, labelName(label))),
                classes.map((answer) => {
                  const number = counts.get(`${label},${answer}`) ?? 0;
                  const share = label === answer ? 0 : Math.sqrt(number / most);
                  const level = number === 0 ? "none" : label === answer ? "same" : `level${Math.min(4, Math.floor(share * 5))}`;
                  return h(
                    "td",
                    { key: answer, class: level },
                    number > 0 &&
                      h(
                        "a",
                        {
                          href: `#at=pair&label=${label}&answer=${answer}`,
                          "aria-current": open && open.label === label && open.answer === answer ? "true" : undefined,
                          "aria-label": `${shown(labelName(label))} answered ${shown(labelName(answer))}: ${plural(number, "image")}`,
                        },
                        count(number),
                      ),
                  );
                }),
                h("td", { class: "total" }, percent((counts.get(`${label},${label}`) ?? 0) / (totals.get(label) || NaN), 0)),
              ),
            ),
          ),
        ),
      ),
      wrong.length > 0 &&
        h(
          "div",
          { class: "worst" },
          h("h3", null, "Most frequent"),
          h(
            "ol",
            null,
            wrong.slice(0, 8).map(([label, answer, number]) =>
              h(
                "li",
                { key: `${label},${answer}` },
                h(
                  "a",
                  { href: `#at=pair&label=${label}&answer=${answer}` },
                  h(Text, null, labelName(label)),
                  " taken for ",
                  h(Text, null, labelName(answer)),
                ),
                ` ${count(number)}`,
              ),
            ),
          ),
        ),
    ),
    open && h(Pair, { ...open, view: state.view }),
  );
}

/** The cell that a state filters by, if it is one. */
function onePair(state) {
  if (state.label.size !== 1 || state.answer.size !== 1) return null;
  const [label] = state.label;
  const [answer] = state.answer;
  return label < 0 ? null : { label, answer };
}

const PAIR_IMAGES = 18;

function Pair({ label, answer, view }) {
  const list = useMemo(() => {
    const all = [];
    for (let i = 0; i < images.count; i++) if (images.label[i] === label && images.answer[i] === answer) all.push(i);
    return sorted(all, "sure");
  }, [label, answer]);
  const pair = data.pairs.find((each) => each.label === label && each.answer === answer);
  return h(
    "article",
    { id: "pair", class: "card pair", "aria-labelledby": "pair-name" },
    h(
      "h3",
      { id: "pair-name", tabIndex: -1 },
      h(Text, null, labelName(label)),
      label === answer ? " answered right" : [" taken for ", h(Text, null, labelName(answer))],
      `: ${plural(list.length, "image")}`,
    ),
    pair && pair.images.length > 0 && h(Compared, { pair, view }),
    pair &&
      pair.groups.length > 0 &&
      h(
        "p",
        null,
        "Groups: ",
        pair.groups.map((id, i) => [i > 0 && ", ", groupById.has(id) && h("a", { href: `#at=group-${id}` }, h(Text, null, groupById.get(id).name))]),
      ),
    h("h4", null, "Surest first"),
    h(Row, { list, most: PAIR_IMAGES, view, size: 88 }),
    h("p", { class: "act" }, h("a", { class: "button", href: `#at=images&label=${label}&answer=${answer}` }, `See ${list.length === 1 ? "it" : `all ${count(list.length)}`} beside the other images`)),
  );
}

/** The images of a pair with the maps of either class and of one over the other, each image on one scale. */
function Compared({ pair, view }) {
  const answer = labelName(pair.answer);
  const label = labelName(pair.label);
  const rows = [
    [["image"], null, false],
    [["for ", h(Text, null, answer), ", the answer"], 0, false],
    [["for ", h(Text, null, label), ", the label"], 1, false],
    [[h(Text, null, answer), " over ", h(Text, null, label)], 2, true],
  ];
  return [
    h("h4", null, "What speaks for either class"),
    h(
      "div",
      { class: "scroll", tabIndex: 0, role: "region", "aria-label": `Maps of ${shown(label)} and ${shown(answer)}` },
      h(
        "table",
        { class: "compared" },
        h(
          "tbody",
          null,
          rows.map(([name, map, signed], row) =>
            h(
              "tr",
              { key: row },
              h("th", { scope: "row" }, name),
              pair.images.map(({ image: i, maps }) =>
                h(
                  "td",
                  { key: i },
                  map === null
                    ? h(Opener, { i, name: `${shown(images.names[i])}: ${wordsOf(i)}` }, h(Thumbnail, { thumbnail: thumbnailOf(i), view: "image", size: 80 }))
                    : h(Thumbnail, { thumbnail: thumbnailOf(i), map: maps[map], signed, view: view === "map" ? "map" : "overlay", size: 80 }),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
    h(
      "p",
      { class: "keys hint" },
      h("span", null, h(Ramp, { colours: viridis }), "none to the most evidence"),
      h("span", null, h(Ramp, { colours: coolwarm }), h(Text, null, label), " to ", h(Text, null, answer)),
      h("span", null, "The three maps of an image have one scale."),
    ),
  ];
}

/** The colours of a map, from the lowest value to the highest. */
function Ramp({ colours }) {
  const stops = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((step) => {
    const at = 3 * Math.round((step * 255) / 8);
    return `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
  });
  return h("span", { class: "ramp", "aria-hidden": "true", style: { background: `linear-gradient(to right, ${stops.join(", ")})` } });
}

const SUSPECTS = 24;
const SETS = 12;

function Labels({ view }) {
  const differing = data.duplicates.filter((set) => set.classes).length;
  return h(
    "section",
    { id: "labels", "aria-label": "Labels and duplicates" },
    h(Heading, null, "Labels and duplicates"),
    data.suspects.length > 0 && [
      h("h3", null, `${plural(data.suspects.length, "label")} likely wrong`),
      h(
        "ul",
        { class: "suspects" },
        data.suspects.slice(0, SUSPECTS).map(([i, suggested, probability]) =>
          h(
            "li",
            { key: i },
            h(
              Opener,
              { i, name: `${shown(images.names[i])}: labelled ${shown(labelName(images.label[i]))}, rather ${shown(labelName(suggested))}` },
              h(ImageThumbnail, { i, view, size: 88 }),
            ),
            h("p", null, h("del", null, h(Text, null, labelName(images.label[i]))), " ", h("ins", null, h(Text, null, labelName(suggested))), h("br"), h("small", null, percent(probability, 0))),
          ),
        ),
      ),
      h("p", { class: "act" }, h("a", { class: "button", href: "#at=images&flag=suspected-label" }, `See all ${count(data.suspects.length)}`)),
    ],
    data.duplicates.length > 0 && [
      h("h3", null, `${plural(data.duplicates.length, "set")} of near duplicates`),
      h(
        "p",
        { class: "lead" },
        leaks.length > 0 && h("strong", null, h("a", { href: "#at=leaks" }, `${plural(leaks.length, "set")} in several splits: a leak`), ". "),
        differing > 0 && `${plural(differing, "set")} with different labels.`,
      ),
      h(
        "ul",
        { class: "sets" },
        data.duplicates.slice(0, SETS).map((set, place) =>
          h(
            "li",
            { key: place },
            h(Row, { list: set.images, most: 6, view, size: 64, label: "near duplicates" }),
            h("p", null, labelled && [...new Set(set.images.map((i) => images.label[i]))].map((label, i) => [i > 0 && ", ", h(Text, null, labelName(label))]), set.splits && h("strong", null, " in several splits")),
          ),
        ),
      ),
      h("p", { class: "act" }, h("a", { class: "button", href: "#at=images&flag=duplicate&sort=path" }, "See all of them")),
    ],
  );
}

function Concepts() {
  return h(
    "section",
    { id: "concepts", "aria-label": "Parts of the classes" },
    h(Heading, null, "Parts of the classes"),
    h(
      "p",
      { class: "lead" },
      "What the network sees in images that it takes for a class: the parts of which its activations are sums (non-negative matrix factorisation), each shown by what excites it most. Each was taken out of the activations: by how much the class's logit falls on average, and how many of the answers change.",
    ),
    data.concepts.map(({ label, images: looked, parts }) => {
      const most = Math.max(...parts.map(({ importance }) => importance?.[0] ?? 0));
      return h(
        "details",
        { key: label, class: "concepts", open: data.concepts.length <= 3 },
        h("summary", null, h(Text, null, labelName(label)), `: ${plural(parts.length, "part")}`),
        h("p", { class: "hint" }, `Of ${plural(looked, "image")} taken for it.`),
        h(
          "ul",
          { class: "parts" },
          parts.map(({ name, importance, lost, crops, group }) =>
            h(
              "li",
              { key: name },
              h("h3", null, h(Text, null, name)),
              importance &&
                h(
                  "p",
                  null,
                  most > 0 && h("meter", { min: 0, max: most, value: clamp(importance[0], 0, most), "aria-label": "fall of the logit" }),
                  ` logit ${fall(importance)}`,
                  lost && [h("br"), `${percent(lost[0], 0)} of the answers change (${percent(lost[1], 0)} to ${percent(lost[2], 0)})`],
                ),
              group && groupById.has(group) && h("p", null, h("a", { href: `#at=group-${group}` }, `${SIGNS.shortcut} Shortcut: `, h(Text, null, groupById.get(group).name))),
              h(Crops, { crops, size: 56 }),
            ),
          ),
        ),
      );
    }),
  );
}

/** How a logit falls, with its interval. */
function fall([value, low, high]) {
  const number = (each) => Math.abs(each).toFixed(2);
  const sign = (each) => (each < 0 && number(each) !== "0.00" ? "\u2212" : "") + number(each);
  return value < 0 ? `rises by ${number(value)} (${sign(-high)} to ${sign(-low)})` : `falls by ${number(value)} (${sign(low)} to ${sign(high)})`;
}
