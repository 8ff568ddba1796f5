// How the page asks the application: one request at a time per kind, a stream of changes, and what the state of both is.

const TIMEOUT_MS = 10_000;
const RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 10_000;
const STALE_MS = 15_000;
const WATCH_MS = 3_000;

/** An answer that is not the wanted one; status 0: there was no answer. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** Values are percent-encoded, spaces too, so that it does not matter how the other side reads a plus. */
export function footprintUrl({ window, by = [], filters = {} }) {
  const query = [`window=${window}`];
  if (by.length) {
    query.push(`by=${by.join(',')}`);
  }
  for (const [name, value] of Object.entries(filters)) {
    if (value) {
      query.push(`${name}=${encodeURIComponent(value)}`);
    }
  }
  return `/api/v1/footprint?${query.join('&')}`;
}

export async function getJson(url, signal) {
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, TIMEOUT_MS);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) {
    stop();
  }
  try {
    const response = await fetch(url, {
      signal: limit.signal,
      cache: 'no-store',
      headers: { Accept: 'application/json' },
    });
    if (!response.ok) {
      throw new ApiError(response.status, await problemOf(response));
    }
    return await response.json();
  } catch (error) {
    if (error instanceof ApiError || signal?.aborted) {
      throw error;
    }
    const reason = limit.signal.aborted ? 'no answer in time' : error instanceof SyntaxError ? 'not JSON' : 'no answer';
    throw new ApiError(0, reason);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

async function problemOf(response) {
  try {
    const { title, detail } = await response.json();
    return [title, detail].filter(Boolean).join(': ') || `answer ${response.status}`;
  } catch {
    return `answer ${response.status}`;
  }
}

/** What is broken, by name, and since when. Nothing in it: all is well. */
export class Health {
  #broken = new Map();
  #reached = false;
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  ok(name) {
    this.#reached = true;
    this.#broken.delete(name);
    this.#changed(this.state());
  }

  failed(name, message) {
    this.#broken.set(name, { since: this.#broken.get(name)?.since ?? Date.now(), message });
    this.#changed(this.state());
  }

  state() {
    if (this.#broken.size === 0) {
      return { name: this.#reached ? 'live' : 'connecting' };
    }
    const problems = [...this.#broken.values()].sort((a, b) => a.since - b.since);
    return { name: 'reconnecting', since: problems[0].since, message: problems[0].message };
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
  #failures = 0;

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
    this.#schedule(0);
  }

  /** The other side is back: what waits for its next try need not wait. */
  heal() {
    if (this.#failures > 0) {
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
      this.#again = false;
      this.#failures++;
      this.#health.failed(this.#name, `${this.#name}: ${failure.message}`);
      this.#schedule(Math.min(RETRY_MS * this.#failures, LONGEST_RETRY_MS));
      return;
    }
    this.#failures = 0;
    this.#health.ok(this.#name);
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
    this.#show(answer);
  }
}

/**
 * The stream of status events. EventSource heals most breaks by itself; this opens it anew where it gave up, or where an
 * open stream has been silent for too long to be trusted.
 */
export class Live {
  #url;
  #onStatus;
  #onOpen;
  #onStale;
  #health;
  #source = null;
  #heardAt = 0;
  #watch = 0;
  #retry = 0;

  constructor({ url, onStatus, onOpen, onStale, health }) {
    this.#url = url;
    this.#onStatus = onStatus;
    this.#onOpen = onOpen;
    this.#onStale = onStale;
    this.#health = health;
  }

  open() {
    this.close();
    this.#heardAt = performance.now();
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#heardAt = performance.now();
      this.#health.ok('live');
      this.#onOpen();
    });
    source.addEventListener('status', (event) => {
      this.#heardAt = performance.now();
      this.#health.ok('live');
      const status = parsed(event.data);
      if (status) {
        this.#onStatus(status);
      }
    });
    source.addEventListener('error', () => {
      this.#health.failed('live', 'the stream of changes broke off');
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.open(), RETRY_MS);
      }
    });
    this.#watch = setInterval(() => this.#check(), WATCH_MS);
  }

  close() {
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  /** Heartbeats are comments, which a page cannot see: so silence is a reason to open a new stream and to ask, not an alarm. */
  #check() {
    if (this.#source?.readyState !== EventSource.CLOSED && performance.now() - this.#heardAt > STALE_MS) {
      this.open();
      this.#onStale();
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
