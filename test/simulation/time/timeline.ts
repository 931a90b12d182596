interface Due {
  readonly moment: number;
  /** Of two at the same moment, the one that was planned first happens first. */
  readonly number: number;
  readonly happen: () => void;
}

/** Virtual time, in milliseconds since the epoch. What is planned happens in order; nothing else moves the clock. */
export class Timeline {
  #now: number;
  #planned = 0;
  #stopped = false;
  // A binary heap, the next one in front.
  readonly #due: Due[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** How many things have been planned so far. */
  get planned(): number {
    return this.#planned;
  }

  /** Plans something. A moment that has passed is now. */
  at(moment: number, happen: () => void): void {
    this.#planned += 1;
    this.#push({ moment: Math.max(moment, this.#now), number: this.#planned, happen });
  }

  /** Fulfils after so many milliseconds. */
  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.at(this.#now + milliseconds, resolve));
  }

  /** Ends `run` before the next thing happens. */
  stop(): void {
    this.#stopped = true;
  }

  /** Lets everything happen that is due until then; before the next thing, all code that the last one woke has come to rest. */
  async run(until: number): Promise<void> {
    for (let next = this.#pop(until); next !== undefined && !this.#stopped; next = this.#pop(until)) {
      this.#now = next.moment;
      next.happen();
      await atRest();
    }
    if (!this.#stopped) this.#now = until;
  }

  #push(due: Due): void {
    const heap = this.#due;
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, due)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = due;
  }

  #pop(until: number): Due | undefined {
    const heap = this.#due;
    const first = heap[0];
    if (first === undefined || first.moment > until) return undefined;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(due: Due): void {
    const heap = this.#due;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      if (one === undefined) break;
      const [next, sooner] = other !== undefined && isBefore(other, one) ? [left + 1, other] : [left, one];
      if (isBefore(due, sooner)) break;
      heap[place] = sooner;
      place = next;
    }
    heap[place] = due;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.moment === other.moment ? one.number < other.number : one.moment < other.moment;
}

// The use cases wait for nothing but microtasks and this timeline; a macrotask comes after all microtasks.
function atRest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
