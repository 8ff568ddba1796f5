// What the page shows, and the same as the query of its address, so that a view can be shared.

export const DIMENSIONS = ['team', 'model', 'gpu', 'region'];
export const NAMES = { team: 'team', model: 'model', gpu: 'GPU', region: 'region' };

/** Measures with their fields in the rows of the API. */
export const MEASURES = { energy: 'energyJoules', water: 'waterLitres', carbon: 'carbonGrams' };

/** Reads the view from the query of an address; what it does not understand it leaves out. */
export function viewOf(search) {
  const query = new URLSearchParams(search);
  const by = query.get('by');
  const measure = query.get('measure');
  return {
    filters: Object.fromEntries(DIMENSIONS.map((name) => [name, query.get(name) ?? ''])),
    by: DIMENSIONS.includes(by) ? by : 'team',
    measure: Object.hasOwn(MEASURES, measure ?? '') ? measure : 'energy',
  };
}

/** The query with this view in it, without what goes without saying; what else is in the query stays. */
export function searchOf(view, search) {
  const query = new URLSearchParams(search);
  const put = (name, value, usual) => (value === usual ? query.delete(name) : query.set(name, value));
  DIMENSIONS.forEach((name) => put(name, view.filters[name], ''));
  put('by', view.by, 'team');
  put('measure', view.measure, 'energy');
  const text = query.toString();
  return text && `?${text}`;
}
