// The stream of status events: opened anew where it breaks, where it is silent for too long, and where the token changes.
import { access } from './access.js';
import { ApiError, errorOf, headersOf, retryDelay } from './api.js';
import { readEvents } from './sse.js';

/** A comment comes each ten seconds where there is nothing else. */
const SILENCE_MS = 25_000;

export class Live {
  #url;
  #onStatus;
  #onOpen;
  #onBreak;
  #health;
  #following = null;
  #notBefore = -Infinity;
  #failures = 0;

  /**
   * @param onStatus called with each status
   * @param onOpen called when there is a stream
   * @param onBreak called when there is none any more, and after each try that failed
   */
  constructor({ url, onStatus, onOpen, onBreak, health }) {
    this.#url = url;
    this.#onStatus = onStatus;
    this.#onOpen = onOpen;
    this.#onBreak = onBreak;
    this.#health = health;
  }

  /** A new stream in place of the one that there is. */
  open() {
    this.close();
    this.#following = new AbortController();
    this.#follow(this.#following.signal);
  }

  close() {
    this.#following?.abort();
    this.#following = null;
  }

  async #follow(signal) {
    while (!signal.aborted) {
      try {
        await pause(this.#notBefore - performance.now(), signal);
        await access.granted(signal);
        await this.#readOnce(signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        this.#failed(error);
      }
    }
  }

  #failed(error) {
    this.#failures++;
    this.#notBefore = performance.now() + retryDelay(error, this.#failures);
    this.#health.failed('live', error);
    this.#onBreak(error);
  }

  /** Ends with an error, unless it was the token that the API did not take. */
  async #readOnce(signal) {
    const { token } = access;
    const request = new AbortController();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop);
    let silent = false;
    let watch = 0;
    const heard = () => {
      clearTimeout(watch);
      watch = setTimeout(() => {
        silent = true;
        stop();
      }, SILENCE_MS);
    };
    try {
      heard();
      const response = await fetch(this.#url, {
        signal: request.signal,
        cache: 'no-store',
        headers: headersOf(token, 'text/event-stream'),
      });
      if (response.status === 401) {
        access.refused(token, (await errorOf(response)).detail);
        return;
      }
      if (!response.ok) {
        throw await errorOf(response);
      }
      this.#health.ok('live');
      this.#onOpen();
      await readEvents(response.body, { onBytes: heard, onEvent: (name, data) => this.#take(name, data) });
      throw new ApiError(0, 'the stream of changes broke off');
    } catch (error) {
      if (error instanceof ApiError || signal.aborted) {
        throw error;
      }
      throw new ApiError(0, silent ? 'the stream of changes fell silent' : 'the stream of changes broke off');
    } finally {
      clearTimeout(watch);
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  #take(name, data) {
    const status = name === 'status' ? parsed(data) : null;
    if (status) {
      // Not before: a server that lets in and throws out at once must not be asked without a pause.
      this.#failures = 0;
      this.#health.ok('live');
      // Apart from the reading, so that a fault of what shows it is no fault of the stream.
      queueMicrotask(() => this.#onStatus(status));
    }
  }
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    if (!(ms > 0)) {
      resolve();
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
