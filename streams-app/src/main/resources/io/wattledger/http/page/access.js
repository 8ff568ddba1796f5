// The token that the API may want. It is kept in this tab until the tab is closed, and goes into no address.

const KEY = 'wattledger.token';

/**
 * The token, and whether the API wants another one. Requests wait here while it does, so that nobody has to try them again.
 * What listens is called with {needed, detail} whenever that or the token changes.
 */
export class Access {
  #token = stored();
  #needed = false;
  #waiting = new Set();
  #changed = () => {};

  get token() {
    return this.#token;
  }

  get needed() {
    return this.#needed;
  }

  listen(changed) {
    this.#changed = changed;
  }

  /** Comes back at once, or as soon as there is a token that the API takes. */
  async granted(signal) {
    if (this.#needed) {
      await new Promise((resolve, reject) => {
        const stop = () => {
          this.#waiting.delete(go);
          reject(signal.reason);
        };
        const go = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        this.#waiting.add(go);
        signal?.addEventListener('abort', stop, { once: true });
      });
    }
    signal?.throwIfAborted();
  }

  /** The API did not take this token, or none; an answer to a token that has been replaced since says nothing. */
  refused(token, detail) {
    if (this.#needed || token !== this.#token) {
      return;
    }
    this.#needed = true;
    this.#put(null);
    this.#changed({ needed: true, detail: token === null ? null : detail });
  }

  /** The API takes this token. */
  grant(token) {
    this.#needed = false;
    this.#put(token);
    this.#changed({ needed: false, detail: null });
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    waiting.forEach((go) => go());
  }

  /** As if there had never been one. What was shown with it is for the caller to take away. */
  forget() {
    this.#put(null);
  }

  #put(token) {
    this.#token = token;
    try {
      if (token === null) {
        sessionStorage.removeItem(KEY);
      } else {
        sessionStorage.setItem(KEY, token);
      }
    } catch {
      // Storage may be forbidden or full: the token holds until the page is loaded anew.
    }
  }
}

function stored() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The one of this page, as there is one storage. */
export const access = new Access();
