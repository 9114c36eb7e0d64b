// Shows openapi.json to people.

const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) {
    made.textContent = text;
  }
  made.append(...children);
  return made;
};

const api = await (await fetch("/openapi.json")).json();

function followed(part) {
  return part.$ref ? part.$ref.slice(2).split("/").reduce((at, name) => at[name], api) : part;
}

function table(name, head, rows) {
  const titles = element("tr", "", ...head.map((text) => element("th", text)));
  const body = rows.map((cells) => element("tr", "", ...cells.map((cell) => element("td", cell))));
  const scroll = element("div", "", element("table", "", element("thead", "", titles), element("tbody", "", ...body)));
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", name);
  return scroll;
}

function allowed(schema) {
  return [schema.enum?.join(", ") ?? schema.type, schema.default === undefined ? "" : `usually ${schema.default}`]
    .filter((text) => text)
    .join("; ");
}

function operation(method, path, each) {
  const shown = element("article", "", element("h3", `${method.toUpperCase()} ${path}`));
  shown.className = "panel";
  shown.append(element("p", each.summary + "."));
  if (each.description) {
    shown.append(element("p", each.description));
  }
  if (each.parameters) {
    shown.append(
      table(
        `Options of ${path}`,
        ["Option", "What", "Values"],
        each.parameters.map(followed).map((option) => [option.name, option.description, allowed(option.schema)]),
      ),
    );
  }
  if (each.requestBody) {
    shown.append(element("p", "Body: " + Object.keys(followed(each.requestBody).content).join(", ")));
  }
  shown.append(
    table(
      `Answers of ${path}`,
      ["Status", "Answer"],
      Object.entries(each.responses).map(([status, reply]) => {
        const { description, content } = followed(reply);
        return [status, description + (content ? " (" + Object.keys(content).join(", ") + ")" : "")];
      }),
    ),
  );
  return shown;
}

document.getElementById("about").textContent = `${api.info.description} Version ${api.info.version}.`;
for (const tag of api.tags) {
  const section = element("section", "", element("h2", `${tag.name}: ${tag.description}`));
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of ["get", "post"]) {
      if (methods[method]?.tags.includes(tag.name)) {
        section.append(operation(method, path, methods[method]));
      }
    }
  }
  document.getElementById("paths").append(section);
}
