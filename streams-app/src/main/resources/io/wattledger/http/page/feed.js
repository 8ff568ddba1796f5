// Requests that are made again and again, and what the state of all of them is.
import { retryDelay } from './api.js';

/** What is broken, by name, and since when. Nothing in it: all is well. */
export class Health {
  #broken = new Map();
  #reached = false;
  #locked = false;
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  ok(name) {
    this.#reached = true;
    this.#broken.delete(name);
    this.#changed(this.state());
  }

  failed(name, error) {
    const since = this.#broken.get(name)?.since ?? Date.now();
    this.#broken.set(name, { since, forbidden: error.forbidden, message: `${name}: ${error.message}` });
    this.#changed(this.state());
  }

  /** Nothing can be asked for want of a token, or can be again. */
  locked(locked) {
    this.#locked = locked;
    this.#broken.clear();
    this.#reached = false;
    this.#changed(this.state());
  }

  state() {
    if (this.#locked) {
      return { name: 'locked' };
    }
    if (this.#broken.size === 0) {
      return { name: this.#reached ? 'live' : 'connecting' };
    }
    const [{ since, forbidden, message }] = [...this.#broken.values()].sort((a, b) => a.since - b.since);
    return { name: forbidden ? 'forbidden' : 'reconnecting', since, message };
  }
}

/** One kind of request: never two in flight, never two within the gap, none while nobody looks, tried again when it fails. */
export class Feed {
  #name;
  #load;
  #show;
  #gapMs;
  #maxAgeMs;
  #health;
  #inFlight = null;
  #again = false;
  #timer = 0;
  #startedAt = -Infinity;
  #notBefore = -Infinity;
  #failures = 0;
  #forbidden = false;

  constructor({ name, load, show, gapMs, maxAgeMs, health }) {
    this.#name = name;
    this.#load = load;
    this.#show = show;
    this.#gapMs = gapMs;
    this.#maxAgeMs = maxAgeMs;
    this.#health = health;
  }

  /** As soon as the gap allows. */
  refresh() {
    if (document.hidden) {
      return;
    }
    if (this.#inFlight) {
      this.#again = true;
    } else {
      this.#schedule(this.#startedAt + this.#gapMs - performance.now());
    }
  }

  /** At once, because the question changed; what was under way is of no use any more. */
  restart() {
    this.#inFlight?.abort();
    this.#inFlight = null;
    this.#again = false;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#schedule(this.#notBefore - performance.now());
  }

  /** The other side is back: what waits for its next try need not wait. */
  heal() {
    if (this.#failures > 0 && !this.#forbidden) {
      this.restart();
    }
  }

  /** Time goes on even where nothing happens: windows close. */
  tick() {
    if (performance.now() - this.#startedAt >= this.#maxAgeMs) {
      this.refresh();
    }
  }

  #schedule(delayMs) {
    if (!this.#timer) {
      this.#timer = setTimeout(() => this.#run(), Math.max(0, delayMs));
    }
  }

  async #run() {
    this.#timer = 0;
    if (document.hidden) {
      return;
    }
    const request = new AbortController();
    this.#inFlight = request;
    this.#startedAt = performance.now();
    let answer;
    let failure = null;
    try {
      answer = await this.#load(request.signal);
    } catch (error) {
      failure = error;
    }
    if (this.#inFlight !== request) {
      return;
    }
    this.#inFlight = null;
    if (failure) {
      this.#failed(failure);
      return;
    }
    this.#failures = 0;
    this.#forbidden = false;
    this.#health.ok(this.#name);
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
    this.#show(answer);
  }

  #failed(error) {
    this.#again = false;
    this.#failures++;
    this.#forbidden = error.forbidden ?? false;
    // Another question may have another answer; but who asks for a pause gets it.
    this.#notBefore = performance.now() + (error.retryAfterMs ?? 0);
    this.#health.failed(this.#name, error);
    this.#schedule(retryDelay(error, this.#failures));
  }
}
