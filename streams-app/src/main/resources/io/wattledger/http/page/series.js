// From rows of the API to stacked series. Pure functions.
import { sumRanges } from './format.js';

/** Groups with a colour of their own; the rest is added up as others. */
export const SLOTS = 8;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Beginnings of the last windows up to the one that runs at this instant, ascending. */
export function windowStarts(atMs, sizeMs, howMany) {
  const running = Math.floor(atMs / sizeMs) * sizeMs;
  return Array.from({ length: howMany }, (_, i) => running - (howMany - 1 - i) * sizeMs);
}

/** Groups by what they add up to, largest first; equal ones by name, so that the order does not flicker. */
export function rankGroups(rowLists, by, field) {
  const sums = new Map();
  for (const rows of rowLists) {
    const ofList = new Map();
    for (const row of rows) {
      ofList.set(row[by] ?? '', (ofList.get(row[by] ?? '') ?? 0) + (row[field]?.central ?? 0));
    }
    ofList.forEach((sum, group) => sums.set(group, Math.max(sum, sums.get(group) ?? 0)));
  }
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([group]) => group);
}

/** Gives the largest groups a slot. Who has one and stays keeps it, and with it colour and place. */
export function assignSlots(previous, ranked) {
  const chosen = ranked.slice(0, SLOTS);
  const slots = new Map([...previous].filter(([group]) => chosen.includes(group)));
  const taken = new Set(slots.values());
  const free = Array.from({ length: SLOTS }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  chosen.filter((group) => !slots.has(group)).forEach((group) => slots.set(group, free.shift()));
  return slots;
}

/**
 * Rows of one window size as layers over time, the lowest first.
 *
 * A cell is {amount, requests, unpriced}: amount null is unknown; no cell is a window in which nothing was booked, which
 * is a zero that is known. Windows from before the instance's memory are not known at all.
 */
export function stackRows({ rows, by, field, slots, starts, knownFromMs }) {
  const index = new Map(starts.map((start, i) => [start, i]));
  const layers = new Map();
  const others = new Set();
  for (const row of rows) {
    const at = index.get(Date.parse(row.start));
    if (at === undefined) {
      continue;
    }
    const group = row[by] ?? '';
    const slot = slots.get(group) ?? SLOTS;
    if (slot === SLOTS) {
      others.add(group);
    }
    if (!layers.has(slot)) {
      layers.set(slot, { slot, name: group, cells: starts.map(() => null) });
    }
    const { cells } = layers.get(slot);
    cells[at] = addToCell(cells[at], row, field);
  }
  if (layers.has(SLOTS)) {
    layers.get(SLOTS).name = `others (${others.size})`;
  }
  return {
    starts,
    known: starts.map((start) => !(start < knownFromMs)),
    layers: [...layers.values()].sort((a, b) => a.slot - b.slot),
  };
}

function addToCell(cell, row, field) {
  return {
    amount: sumRanges([cell?.amount, row[field]]),
    requests: (cell?.requests ?? 0) + row.requests,
    unpriced: (cell?.unpriced ?? 0) + row.unpricedRequests,
  };
}

/** All layers of one window together, as a cell; null where nothing was booked. */
export function wholeCell(stack, i) {
  const cells = stack.layers.map((layer) => layer.cells[i]).filter(Boolean);
  return cells.length
    ? {
        amount: sumRanges(cells.map((cell) => cell.amount)),
        requests: cells.reduce((sum, cell) => sum + cell.requests, 0),
        unpriced: cells.reduce((sum, cell) => sum + cell.unpriced, 0),
      }
    : null;
}

/** What one window holds of everything, over all groups; null where nothing was booked. */
export function windowSums(rows, startMs) {
  const ofWindow = rows.filter((row) => Date.parse(row.start) === startMs);
  if (ofWindow.length === 0) {
    return null;
  }
  return {
    requests: ofWindow.reduce((sum, row) => sum + row.requests, 0),
    unpriced: ofWindow.reduce((sum, row) => sum + row.unpricedRequests, 0),
    energyJoules: sumRanges(ofWindow.map((row) => row.energyJoules)),
    waterLitres: sumRanges(ofWindow.map((row) => row.waterLitres)),
    carbonGrams: sumRanges(ofWindow.map((row) => row.carbonGrams)),
  };
}
