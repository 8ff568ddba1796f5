// How the page asks the application, and what its answers mean.
import { access } from './access.js';

const TIMEOUT_MS = 10_000;
const RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 10_000;
const FORBIDDEN_RETRY_MS = 60_000;
const LONGEST_WAIT_MS = 86_400_000;

/** Rows of a page of an answer, and how many pages are read: what is beyond is not shown. */
const PAGE_ROWS = 10_000;
const MAX_PAGES = 20;
export const MAX_ROWS = PAGE_ROWS * MAX_PAGES;

/** An answer that is not the wanted one; status 0: there was no answer. */
export class ApiError extends Error {
  constructor(status, message, { detail = message, retryAfterMs = 0 } = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }

  get forbidden() {
    return this.status === 403;
  }
}

/** What an answer that is not ok says. */
export async function errorOf(response) {
  const retryAfterMs = waitOf(response.headers.get('Retry-After'));
  try {
    const { title, detail } = await response.json();
    const message = [title, detail].filter(Boolean).join(': ') || `answer ${response.status}`;
    return new ApiError(response.status, message, { detail: detail || message, retryAfterMs });
  } catch {
    return new ApiError(response.status, `answer ${response.status}`, { retryAfterMs });
  }
}

/** Retry-After is a number of seconds or a date; 0 where it is neither. */
function waitOf(retryAfter) {
  if (!retryAfter) {
    return 0;
  }
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Math.min(Math.max(0, ms || 0), LONGEST_WAIT_MS);
}

/**
 * How long to wait after so many failures in a row. Never less than the other side wishes, and a little more by chance, so that
 * the pages of a restarted instance do not all come at once. What is forbidden stays so until somebody changes the rules.
 */
export function retryDelay(error, failures) {
  const own = error.forbidden ? FORBIDDEN_RETRY_MS : Math.min(RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
  return Math.max(error.retryAfterMs ?? 0, own) * (1 + Math.random() / 4);
}

/** Headers of a request with a token, or with none. */
export const headersOf = (token, accept) => ({
  Accept: accept,
  ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
});

/** One answer as JSON. Where the API wants a token, it waits until somebody has given one, and asks again. */
export async function getJson(url, signal) {
  for (;;) {
    await access.granted(signal);
    const { token } = access;
    try {
      return await getJsonWith(token, url, signal);
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      access.refused(token, error.detail);
    }
  }
}

/** One answer as JSON, asked for with this token and only once. */
export async function getJsonWith(token, url, signal) {
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
      headers: headersOf(token, 'application/json'),
    });
    if (!response.ok) {
      throw await errorOf(response);
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

/** Values are percent-encoded, spaces too, so that it does not matter how the other side reads a plus. */
function queryOf(values) {
  return Object.entries(values)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/**
 * The footprint with the rows of all pages; more is true where there are even more of them.
 *
 * @param step total, 1m, 1h or 1d
 * @param by dimensions that make a row
 * @param filters values by dimension
 */
export async function getFootprint({ step, by, filters = {} }, signal) {
  // A list of names is written with its commas.
  const url = `/api/v1/footprint?step=${step}&by=${by.join(',')}&limit=${PAGE_ROWS}`;
  const filter = queryOf(filters);
  const answer = await getJson(filter ? `${url}&${filter}` : url, signal);
  let { rows, next } = answer;
  for (let pages = 1; next && pages < MAX_PAGES; pages++) {
    if (!next.startsWith('/api/')) {
      throw new ApiError(0, 'the address of the next rows is not one of the API');
    }
    const page = await getJson(next, signal);
    rows = rows.concat(page.rows);
    next = page.next;
  }
  return { ...answer, rows, more: Boolean(next) };
}

/** The revisions of what a model costs on a GPU; none if nothing was published. */
export async function getCost(model, gpu, signal) {
  const { costs } = await getJson(`/api/v1/costs?${queryOf({ model, gpu })}`, signal);
  return costs.find((cost) => cost.model === model && cost.gpu === gpu)?.revisions ?? [];
}

/** The revisions of the factors of a region; none if nothing was published. */
export async function getSite(region, signal) {
  const { sites } = await getJson(`/api/v1/sites?${queryOf({ region })}`, signal);
  return sites.find((site) => site.region === region)?.revisions ?? [];
}
