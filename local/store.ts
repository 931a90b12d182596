import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSignal, type Signal } from './live/signal.ts';

/** A durable map from key to JSON value. A write is on disk, or in the kernel's hands, before `put` returns. */
export interface Collection<Value> {
  get(key: string): Value | undefined;
  put(key: string, value: Value): void;
  delete(key: string): void;
  /** All entries, in key order. */
  all(): readonly { readonly key: string; readonly value: Value }[];
}

/** The one durable store of the local platform, so that its state outlives a restart and a SIGKILL. */
export interface Store {
  collection<Value>(name: string): Collection<Value>;
  /** Tells of every write, once it is done. */
  readonly watch: Signal['watch'];
  close(): void;
}

/**
 * Opens `<directory>/platform.sqlite`, creating both where needed.
 * WAL with `synchronous=NORMAL` survives the death of the process; a power cut may lose the last writes, which is
 * acceptable for a platform that exists to be tried out.
 */
export function openStore(directory: string): Store {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, 'platform.sqlite'));
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS entry (collection TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (collection, key)) STRICT',
  );
  const writes = openSignal();
  return {
    collection: <Value>(name: string) => openCollection<Value>(database, name, writes.tell),
    watch: writes.watch,
    close: () => database.close(),
  };
}

function openCollection<Value>(database: DatabaseSync, name: string, written: () => void): Collection<Value> {
  const select = database.prepare('SELECT value FROM entry WHERE collection = ? AND key = ?');
  const selectAll = database.prepare('SELECT key, value FROM entry WHERE collection = ? ORDER BY key');
  const upsert = database.prepare('INSERT OR REPLACE INTO entry (collection, key, value) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM entry WHERE collection = ? AND key = ?');
  return {
    get: (key) => {
      const row = select.get(name, key);
      return row === undefined ? undefined : decode<Value>(row);
    },
    put: (key, value) => {
      upsert.run(name, key, JSON.stringify(value));
      written();
    },
    delete: (key) => {
      remove.run(name, key);
      written();
    },
    all: () => selectAll.all(name).map((row) => ({ key: String(row['key']), value: decode<Value>(row) })),
  };
}

// What comes out is what this file put in under the same collection name, so the type is the writer's word.
function decode<Value>(row: Record<string, unknown>): Value {
  return JSON.parse(String(row['value'])) as Value;
}
