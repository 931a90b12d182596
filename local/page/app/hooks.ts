import { useEffect, useState } from 'preact/hooks';

/** This browser's time, anew every second. Milliseconds. */
export function useSeconds(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** A text that this browser keeps, where it keeps anything at all. */
export function useKept(key: string, initial: string): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(() => read(key) ?? initial);
  const keep = (next: string) => {
    setValue(next);
    write(key, next);
  };
  return [value, keep];
}

const prefix = 'k8s-access.';

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(prefix + key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(prefix + key, value);
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
}
