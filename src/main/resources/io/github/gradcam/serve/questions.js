// Questions about images: each is asked once, a few at a time, and can be given up.

import * as api from "./api.js";

const AT_ONCE = 3; // browsers open six connections, and one stays for "what if"
const MOST_KEPT = 64;

export class Questions {
  constructor() {
    this.all = new Map(); // by key, oldest first
    this.waiting = [];
    this.underWay = 0;
  }

  /** What makes two questions about an image the same. */
  static key(model, options) {
    return `${model} ${JSON.stringify(options)}`;
  }

  /** The reply to a question about the image that they are all about. */
  ask(image, model, options) {
    const key = Questions.key(model, options);
    const known = this.all.get(key);
    if (known) {
      return known.reply;
    }
    const asked = { controller: new AbortController(), done: false };
    asked.reply = this.turn(asked)
      .then(() => api.send(`/v1/models/${model}:explain`, options, image, null, asked.controller.signal))
      .finally(() => {
        asked.done = true;
        this.leave(asked);
      });
    asked.reply.catch(() => this.forget(key, asked)); // it may be asked again
    this.all.set(key, asked);
    for (const [old, each] of this.all) {
      if (this.all.size > MOST_KEPT && each.done) {
        this.all.delete(old);
      }
    }
    return asked.reply;
  }

  /** Gives up those that have no reply yet and are not among some. */
  only(keys) {
    for (const [key, each] of this.all) {
      if (!each.done && !keys.includes(key)) {
        this.giveUp(key, each);
      }
    }
  }

  /** Another image: gives up and forgets all. */
  clear() {
    for (const [key, each] of this.all) {
      this.giveUp(key, each);
    }
  }

  giveUp(key, asked) {
    this.all.delete(key);
    asked.controller.abort();
    const place = this.waiting.indexOf(asked);
    if (place >= 0) {
      this.waiting.splice(place, 1);
      asked.stop(new DOMException("given up", "AbortError"));
    }
  }

  forget(key, asked) {
    if (this.all.get(key) === asked) {
      this.all.delete(key);
    }
  }

  turn(asked) {
    return new Promise((go, stop) => {
      asked.go = go;
      asked.stop = stop;
      this.waiting.push(asked);
      this.next();
    });
  }

  next() {
    while (this.underWay < AT_ONCE && this.waiting.length > 0) {
      const asked = this.waiting.shift();
      asked.began = true;
      this.underWay += 1;
      asked.go();
    }
  }

  leave(asked) {
    if (asked.began) {
      this.underWay -= 1;
      this.next();
    }
  }
}
