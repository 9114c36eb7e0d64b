// Asks the server. Whatever goes wrong is an Error whose message is a sentence for people.

const KEY = "gradcam-token";

/** The token comes after a # in the address, which is never sent, and leaves the address at once. */
export async function takeToken() {
  const said = new URLSearchParams(location.hash.slice(1)).get("token");
  if (said) {
    sessionStorage.setItem(KEY, said);
    history.replaceState(null, "", location.pathname + location.search);
  }
  if (sessionStorage.getItem(KEY)) {
    await ask("/session", { method: "POST" }).catch(() => {}); // the report opens by a cookie
  }
}

export function hasToken() {
  return sessionStorage.getItem(KEY) !== null;
}

async function ask(path, settings = {}) {
  const token = sessionStorage.getItem(KEY);
  const headers = { ...settings.headers, ...(token ? { Authorization: "Bearer " + token } : {}) };
  let reply;
  try {
    reply = await fetch(path, { ...settings, headers });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Error("Expected an answer of the server, found none; see that it is still running");
  }
  if (reply.ok) {
    return reply;
  }
  let sentence = `Expected an answer of the server, found status ${reply.status}`;
  try {
    sentence = (await reply.json()).error ?? sentence;
  } catch {
    // it gave no reason
  }
  if (reply.status === 401) {
    sentence = "Expected the server's token after the address of this page, as #token=TOKEN; open it so";
  }
  throw new Error(sentence);
}

export async function json(path) {
  return (await ask(path)).json();
}

export async function blob(path) {
  return (await ask(path)).blob();
}

/** Sends a form: options, an image and perhaps a mask. The server is told when it is given up: it would not notice. */
export async function send(path, options, image, mask, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(options)) {
    form.append(name, value);
  }
  form.append("image", image, "image");
  if (mask) {
    form.append("mask", mask, "mask.png");
  }
  const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
  const cancel = () => ask(`/requests/${id}:cancel`, { method: "POST", keepalive: true }).catch(() => {});
  signal.addEventListener("abort", cancel);
  try {
    return await (await ask(path, { method: "POST", headers: { "X-Request-Id": id }, body: form, signal })).json();
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
