const { h, render, Fragment } = preact;
const { useEffect, useLayoutEffect, useMemo, useRef, useState } = preactHooks;

/** Signs that turn the direction of text, or that do not show. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text that came with the data, as it may be shown. */
const shown = (text) => text.replace(UNSEEN, "\ufffd");

/** The same, kept apart from the direction of what stands around it. */
const Text = ({ children }) => h("bdi", null, shown(String(children)));

const WHOLE = new Intl.NumberFormat("en");
const count = (number) => WHOLE.format(number);
const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;

const percent = (share, digits = 1) =>
  Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : "unknown";

/** A share with its interval. */
const between = ([value, low, high], digits = 1) =>
  `${percent(value, digits)} (${percent(low, digits)} to ${percent(high, digits)})`;

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function bytesOf(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const intsOf = (text) => new Int32Array(bytesOf(text).buffer);
const floatsOf = (text) => new Float32Array(bytesOf(text).buffer);

/** A link that a click follows without leaving the page; other clicks are the browser's. */
const plainClick = (event) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

const typing = (event) => event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea");
