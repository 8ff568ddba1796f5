// Numbers, units and times as text. Pure functions; nothing here touches the page.

/** Units by quantity, each as [size in base units, sign], ascending. Base units are joules, litres, grams and watts. */
const UNITS = {
  energy: [[1e-6, 'µJ'], [1e-3, 'mJ'], [1, 'J'], [1e3, 'kJ'], [1e6, 'MJ'], [3.6e6, 'kWh'], [3.6e9, 'MWh'], [3.6e12, 'GWh']],
  water: [[1e-6, 'µL'], [1e-3, 'mL'], [1, 'L'], [1e3, 'm³']],
  carbon: [[1e-6, 'µg'], [1e-3, 'mg'], [1, 'g'], [1e3, 'kg'], [1e6, 't']],
  power: [[1e-6, 'µW'], [1e-3, 'mW'], [1, 'W'], [1e3, 'kW'], [1e6, 'MW'], [1e9, 'GW']],
};
UNITS.waterRate = UNITS.water.map(([size, sign]) => [size, `${sign}/h`]);
UNITS.carbonRate = UNITS.carbon.map(([size, sign]) => [size, `${sign}/h`]);

const BASE = { energy: 'J', water: 'L', carbon: 'g CO₂e', power: 'W', waterRate: 'L/h', carbonRate: 'g CO₂e/h' };

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const THREE = new Intl.NumberFormat('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const SHORT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const LONG = new Intl.NumberFormat('en', { maximumSignificantDigits: 12 });

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
});

export const count = (n) => WHOLE.format(n);

/** Three significant digits, whole from a thousand on; zeros at the end are kept, so that figures do not jump in width. */
export const digits = (n) => (n === 0 ? '0' : Math.abs(n) >= 1000 ? WHOLE.format(n) : THREE.format(n));

/** Like digits, without zeros at the end: for axes and for numbers in sentences. */
export const short = (n) => (Math.abs(n) >= 1000 ? WHOLE.format(n) : SHORT.format(n));

/** As exact as a double is without its noise. */
export const exact = (n) => LONG.format(n);

/** The unit in which an amount is read best. */
export function unitFor(kind, amount) {
  const units = UNITS[kind];
  const size = Math.abs(amount);
  if (!(size > 0)) {
    return units.find(([unit]) => unit === 1);
  }
  return units.findLast(([unit]) => size >= unit) ?? units[0];
}

/** A number of base units with its unit: 1234 J is 1.23 kJ. */
export function quantity(kind, amount, unit = unitFor(kind, amount)) {
  return `${digits(amount / unit[0])} ${unit[1]}`;
}

/** Low to high in the unit of the central value. */
export function rangeText(kind, range) {
  const unit = unitFor(kind, range.central);
  return `${digits(range.low / unit[0])}–${digits(range.high / unit[0])} ${unit[1]}`;
}

/** The whole truth, for a tooltip. */
export function exactText(kind, range) {
  return `${exact(range.central)} ${BASE[kind]}; 90 % range ${exact(range.low)} to ${exact(range.high)}`;
}

export const clock = (ms) => CLOCK.format(ms);
export const clockSeconds = (ms) => SECONDS.format(ms);
export const dateTime = (ms) => DATE.format(ms);

/** Name of the time zone that times are shown in. */
export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'local time';

/** Adds up ranges. Unknown ones are left out; if all are unknown, so is the sum. */
export function sumRanges(ranges) {
  let sum = null;
  for (const range of ranges) {
    if (range) {
      sum = sum
        ? { low: sum.low + range.low, central: sum.central + range.central, high: sum.high + range.high }
        : { ...range };
    }
  }
  return sum;
}

export const scaleRange = (range, factor) =>
  range && { low: range.low * factor, central: range.central * factor, high: range.high * factor };

/**
 * Splits a text into plain parts and addresses. Only http and https become links, so no text can smuggle in a script.
 *
 * @returns {{text: string, href?: string}[]}
 */
export function linkParts(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'`]+/g)) {
    const address = withoutTail(match[0]);
    if (!isAddress(address)) {
      continue;
    }
    if (match.index > end) {
      parts.push({ text: text.slice(end, match.index) });
    }
    parts.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) {
    parts.push({ text: text.slice(end) });
  }
  return parts;
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that was opened before the address. */
function withoutTail(address) {
  let result = address;
  for (;;) {
    const last = result.at(-1);
    const opened = { ')': '(', ']': '[', '}': '{' }[last];
    const unmatched = opened && result.split(opened).length < result.split(last).length;
    if (!unmatched && !'.,;:!?…'.includes(last)) {
      return result;
    }
    result = result.slice(0, -1);
  }
}

function isAddress(text) {
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
}
