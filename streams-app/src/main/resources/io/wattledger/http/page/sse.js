// Server-sent events from the body of an answer. EventSource reads them, too, but cannot send a token.

/** Takes a stream's text in pieces that end anywhere. Ids and retry times are left out, as nothing here uses them. */
export class EventParser {
  #onEvent;
  #line = '';
  #afterReturn = false;
  #name = '';
  #data = [];

  /** @param onEvent called with the name and the data of each event */
  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  push(text) {
    let piece = text;
    if (this.#afterReturn && piece !== '') {
      // A line feed would be the other half of the line end that the piece before ended with.
      piece = piece.startsWith('\n') ? piece.slice(1) : piece;
      this.#afterReturn = false;
    }
    if (piece === '') {
      return;
    }
    this.#afterReturn = piece.endsWith('\r');
    const lines = (this.#line + piece).split(/\r\n|\r|\n/);
    this.#line = lines.pop();
    lines.forEach((line) => this.#take(line));
  }

  #take(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'event') {
      this.#name = value;
    } else if (field === 'data') {
      this.#data.push(value);
    }
    // A comment has an empty field.
  }

  #dispatch() {
    const name = this.#name || 'message';
    const data = this.#data;
    this.#name = '';
    this.#data = [];
    if (data.length) {
      this.#onEvent(name, data.join('\n'));
    }
  }
}

/**
 * Reads a stream of bytes to its end. An event that its end cuts off is none.
 *
 * @param onBytes called whenever something came, be it a comment
 * @param onEvent called with the name and the data of each event
 */
export async function readEvents(stream, { onBytes, onEvent }) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser(onEvent);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      onBytes();
      parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Without effect on a stream that has ended; one that has not is given up, and its connection with it.
    reader.cancel().catch(() => {});
  }
}
