// A fragment may be woken twice, by the page and by what brought it; each element takes hold only once.
const awake = new WeakMap();

export function fresh(part, selector) {
  const found = [...(part.matches(selector) ? [part] : []), ...part.querySelectorAll(selector)];
  return found.filter((element) => {
    const known = awake.get(element) ?? new Set();
    awake.set(element, known);
    return !known.has(selector) && known.add(selector);
  });
}
