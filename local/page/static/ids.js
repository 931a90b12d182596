let last = 0;

/** An id for an element of the page. */
export function newId() {
  last += 1;
  return `generated-${last}`;
}
