// One function per panel: takes an answer of the API and shows it. The table of models is in models.js.
import { MAX_ROWS } from './api.js';
import { COMPARISONS } from './comparisons.js';
import { byId, el, linked, setAmount, setAttribute, setCount, setText, syncChildren } from './dom.js';
import { clock, clockSeconds, count, dateTime, digits, exact, quantity, rangeText, scaleRange } from './format.js';
import { MINUTE, windowSums } from './series.js';

/** From docs/books.md, rule 2. */
const REASONS = new Map([
  ['EMPTY', 'The record has no value.'],
  ['UNDECODABLE', 'It is not an InferenceEvent in the wire format of the registry.'],
  ['UNKNOWN_SCHEMA', 'Its schema id is not in the registry.'],
  ['MISSING_FIELD', 'eventId, source, team, project (if given), modelId, gpu or region is blank.'],
  ['FIELD_TOO_LONG', 'An identifier or dimension has more characters than booking.max-length, or a record without a key is too large.'],
  ['BAD_COUNT', 'A count is negative, above booking.max-count, or contradicts another.'],
  ['TOO_EARLY', 'It occurred before booking.earliest: the books do not go back that far.'],
  ['IN_THE_FUTURE', 'It occurred later than its arrival plus booking.max-skew: look at the clock of its source.'],
  ['OVERFLOW', 'With it the usage or the energy of its cell would leave the range of numbers that the books can hold.'],
]);

const FIELDS = [
  ['energy', 'energyJoules'],
  ['water', 'waterLitres'],
  ['carbon', 'carbonGrams'],
];

const NOTHING = { low: 0, central: 0, high: 0 };

const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many}`;

const CONNECTIONS = {
  connecting: () => 'connecting',
  live: () => 'live',
  locked: () => 'a token is needed',
  forbidden: ({ message }) => `not allowed (${message})`,
  reconnecting: ({ since, message }) => `reconnecting since ${clockSeconds(since)} (${message})`,
};

export function showConnection(state) {
  const node = byId('connection');
  node.dataset.state = state.name;
  setText(node, CONNECTIONS[state.name](state));
}

/** Whose books one sees: says nothing where it is those of all teams. */
export function showViewer({ teams }) {
  byId('viewer').hidden = teams === null;
  setText(byId('viewer'), teams === null ? '' : `Teams: ${teams.join(', ') || 'none'}`);
}

/** @param names what has more rows than the page reads */
export function showPartial(names) {
  byId('partial').hidden = names.length === 0;
  setText(
    byId('partial'),
    `Not all rows are shown. There are more than ${count(MAX_ROWS)} for ${names.join(', ')}. The totals are of all rows; a ` +
      'narrower view has fewer.',
  );
}

/** @param chosen names of the filters that are set, with their values */
export function showTotals({ at, total }, chosen) {
  const time = byId('figures-time');
  setAttribute(time, 'datetime', at);
  setText(time, clockSeconds(Date.parse(at)));
  setText(
    byId('totals-scope'),
    `${chosen.length ? `${chosen.join(', ')}, since` : 'Everything since'} the books began. Beside each figure is its 90 % ` +
      'range, low to high.',
  );
  const missing = total.requests === 0 ? 'none' : 'unknown';
  for (const [kind, field] of FIELDS) {
    setAmount(byId(`total-${kind}`), byId(`total-${kind}-range`), kind, total[field], { missing });
  }
  setText(byId('total-energy-more'), energyMore(total));
  setCount(byId('total-requests'), total.requests);
  setText(byId('total-requests-more'), plural(total.inferences, 'inference', 'inferences'));
  setCount(byId('total-tokens'), total.inputTokens + total.outputTokens);
  setText(
    byId('total-tokens-more'),
    `${count(total.inputTokens)} input, of them ${count(total.cachedInputTokens)} cached; ${count(total.outputTokens)} output`,
  );
  const unpriced = byId('unpriced');
  unpriced.hidden = !(total.unpricedRequests > 0);
  setAttribute(unpriced, 'data-value', total.unpricedRequests);
  setText(
    unpriced,
    `${count(total.unpricedRequests)} of ${plural(total.requests, 'request has', 'requests have')} no cost now. Their energy, ` +
      'water and carbon are unknown and not in these figures.',
  );
  setCount(byId('late-requests'), total.lateRequests);
  showCorrectedEnergy(total.correctedEnergyJoules);
}

function energyMore(total) {
  const parts = [];
  if (total.facilityEnergyJoules) {
    parts.push(`${quantity('energy', total.facilityEnergyJoules.central)} with the overhead of the facility (PUE)`);
  }
  if (total.energyJoules?.central > 0 && total.measuredEnergyJoules > 0) {
    parts.push(`${digits((100 * total.measuredEnergyJoules) / total.energyJoules.central)} % of it measured`);
  }
  return parts.join('; ');
}

function showCorrectedEnergy(joules) {
  const node = byId('corrected-energy');
  const known = typeof joules === 'number';
  setAttribute(node, 'data-value', known ? joules : null);
  setAttribute(node, 'value', known ? joules : null);
  setAttribute(node, 'title', known ? `${exact(joules)} J` : null);
  // Null: nothing of the view was corrected.
  setText(node, known ? `${joules > 0 ? '+' : ''}${quantity('energy', joules)}` : 'nothing');
}

/** Rates over the last closed minute of the wall clock and over the running one. */
export function showRates({ at, rows, complete, knownFrom }) {
  const now = Date.parse(at);
  const running = Math.floor(now / MINUTE) * MINUTE;
  const closed = running - MINUTE;
  const seconds = Math.max(1, (now - running) / 1000);
  const known = (start) => complete !== false || start >= Date.parse(knownFrom);
  const sums = (start) => windowSums(rows, start) ?? (known(start) ? emptySums() : unknownSums());
  const ofClosed = sums(closed);
  const ofRunning = sums(running);
  showRateRow('now', ofClosed, MINUTE / 1000);
  showRateRow('running', ofRunning, seconds);
  setText(byId('closed-span'), `${clock(closed)}–${clock(running)}`);
  setText(byId('running-span'), clock(running));
  setText(byId('running-so-far'), `running minute, ${plural(Math.floor(seconds), 'second', 'seconds')} so far`);
  const note = rateNote(rows, running, ofClosed, ofRunning);
  byId('now-note').hidden = note === '';
  setText(byId('now-note'), note);
}

const emptySums = () => ({ requests: 0, unpriced: 0, energyJoules: NOTHING, waterLitres: NOTHING, carbonGrams: NOTHING });

const unknownSums = () => ({ requests: 0, unpriced: 0, energyJoules: null, waterLitres: null, carbonGrams: null });

function showRateRow(row, sums, seconds) {
  const show = (name, kind, range, perSecond) =>
    setAmount(byId(`${name}-${row}`), byId(`${name}-${row}-range`), kind, scaleRange(range, perSecond / seconds));
  show('power', 'power', sums.energyJoules, 1);
  show('water', 'waterRate', sums.waterLitres, 3600);
  show('carbon', 'carbonRate', sums.carbonGrams, 3600);
}

function rateNote(rows, running, ofClosed, ofRunning) {
  const unpriced = ofClosed.unpriced + ofRunning.unpriced;
  if (unpriced > 0) {
    return `${plural(unpriced, 'request of these minutes has', 'requests of these minutes have')} no cost: not in the rates.`;
  }
  if (ofClosed.requests + ofRunning.requests > 0 || rows.length === 0) {
    return '';
  }
  const latest = rows.reduce((max, row) => Math.max(max, Date.parse(row.start)), 0);
  const energy = windowSums(rows, latest).energyJoules;
  const watts = energy ? quantity('power', energy.central / 60) : 'unknown';
  return latest > running
    ? ''
    : `No request is of these minutes. The latest minute that has some is ${clock(latest)}–${clock(latest + MINUTE)}: ${watts}.`;
}

export function showStatus(status) {
  setText(byId('version'), status.version);
  // What became of the events is told of all teams only, so not to somebody who sees some.
  byId('events').hidden = status.events === null;
  if (status.events !== null) {
    showEvents(status);
  }
}

function showEvents(status) {
  const { events, waiting } = status;
  for (const name of ['in', 'booked', 'parked', 'duplicate', 'rejected']) {
    setCount(byId(`events-${name}`), events[name]);
  }
  showAddUp(status);
  setAttribute(byId('parked'), 'data-value', events.parked);
  setCount(byId('waiting'), waiting.requests);
  setText(
    byId('waiting-since'),
    waiting.oldestMinute ? `requests, the oldest of ${dateTime(Date.parse(waiting.oldestMinute))}` : 'requests',
  );
  setCount(byId('late-priced'), status.latePricedRequests);
  setCount(byId('withdrawn'), status.withdrawnRequests);
  setCount(byId('expired'), status.expiredRequests);
  byId('parked-advice').hidden = waiting.requests === 0;
  setAttribute(byId('corrections'), 'data-value', status.corrections);
  setCount(byId('journal-entries'), status.journalEntries);
  setCount(byId('correction-entries'), status.corrections);
  setCount(byId('unsettled'), status.unsettledRequests);
  setText(byId('lag'), lagText(status.lagRecords));
  showRejected(events);
}

const lagText = (records) =>
  typeof records === 'number'
    ? `${plural(records, 'record waits', 'records wait')} in Kafka for this instance`
    : 'what waits in Kafka is unknown, as this instance still reads what was committed before';

function showAddUp({ events, addUp }) {
  const sum = events.booked + events.parked + events.duplicate + events.rejected;
  const parts = [events.booked, events.parked, events.duplicate, events.rejected].map(count).join(' + ');
  const holds = addUp && sum === events.in;
  const node = byId('add-up');
  node.dataset.state = holds ? 'ok' : 'broken';
  setAttribute(node, 'data-value', holds);
  setText(
    node,
    holds
      ? `in = booked + parked + duplicate + rejected: the books add up (${count(events.in)} = ${parts}).`
      : `in ≠ booked + parked + duplicate + rejected: the books do NOT add up (${count(events.in)} in, but ${parts} = ` +
          `${count(sum)}). Run ./wattledger audit to see where.`,
  );
}

function showRejected({ rejected, rejectedByReason }) {
  const reasons = Object.entries(rejectedByReason)
    .filter(([, n]) => n > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  setAttribute(byId('rejected'), 'data-value', rejected);
  byId('rejected-none').hidden = rejected > 0;
  byId('rejected-box').hidden = reasons.length === 0;
  byId('rejected-advice').hidden = rejected === 0;
  syncChildren(
    byId('rejected-table').tBodies[0],
    reasons,
    ([reason]) => reason,
    ([reason]) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('code', {}, reason)),
        el('td', {}, el('data')),
        el('td', { class: 'text' }, REASONS.get(reason) ?? 'This page does not know it; docs/books.md may.'),
      ),
    (node, [, n]) => setCount(node.cells[1].firstChild, n),
  );
}

export function showComparisons(total) {
  const fields = Object.fromEntries(FIELDS);
  syncChildren(
    byId('comparisons'),
    COMPARISONS,
    (comparison) => comparison.id,
    (comparison) =>
      el(
        'li',
        {},
        el('p', {}, el('data', { class: 'big' }), ' ', comparison.name, ' ', el('span', { class: 'range' })),
        el('p', { class: 'how' }, ...linked(comparison.how)),
      ),
    (node, { kind, takes }) => {
      const number = scaleRange(total[fields[kind]], 1 / takes);
      const data = node.querySelector('data');
      setAttribute(data, 'value', number ? number.central : null);
      setAttribute(data, 'data-value', number ? number.central : null);
      data.classList.toggle('unknown', !number);
      setText(data, number ? digits(number.central) : total.requests === 0 ? 'no' : 'unknown number of');
      setText(
        node.querySelector('.range'),
        number ? `${digits(number.low)}–${digits(number.high)}` : '',
      );
    },
  );
}

/** What is under the heading of a chart: its sum, and what one must know to read it. */
export function chartNote({ sum, requests, unpriced, kind, running, complete, knownFrom }) {
  const parts = [];
  if (requests === 0) {
    parts.push('Nothing was booked.');
  } else {
    parts.push(sum ? `In all ${quantity(kind, sum.central)} (${rangeText(kind, sum)}).` : 'The sum is unknown.');
    parts.push(`The last point is the running ${running} and grows.`);
  }
  if (unpriced > 0) {
    parts.push(`${plural(unpriced, 'request has', 'requests have')} no cost: not in it.`);
  }
  if (complete === false && knownFrom) {
    parts.push(`This instance knows its windows from ${dateTime(Date.parse(knownFrom))} on.`);
  }
  return parts.join(' ');
}
