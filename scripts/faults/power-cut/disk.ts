import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Written } from './written.ts';

const SECTOR = 512;

type Change =
  | { readonly is: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly is: 'truncate'; readonly size: number };

interface File {
  /** What is there whatever happens. */
  lasting: Buffer;
  /** What the system may or may not have put there yet. */
  pending: Change[];
}

type Names = Map<string, File>;
type NameChange = (names: Names) => void;

/**
 * A disk as POSIX promises it and no better: what was written to a file lasts once the file was synced, and its name
 * once its folder was. Until then any part of it may be there, in sectors; changes of names come in order.
 */
export interface Disk {
  apply(written: Written): void;
  /** Puts the files into `folder` as a power cut at this moment may leave them. */
  cut(folder: string, luck: Luck): void;
}

/** What becomes of writes that were not synced: all of them are there, none, or what chance decides. */
export type Luck = 'all' | 'none' | (() => number);

/** `root` is the folder in which the program wrote; it was there before. */
export function createDisk(root: string): Disk {
  const now: Names = new Map();
  const lasting: Names = new Map();
  /** Changes of names by folder. */
  const pending = new Map<string, NameChange[]>();

  const rename = (folder: string, change: NameChange) => {
    change(now);
    pending.set(folder, [...(pending.get(folder) ?? []), change]);
  };
  const fileAt = (path: string): File => {
    const file = now.get(path);
    if (file === undefined) throw new Error(`${path} was written to and never made`);
    return file;
  };

  function apply(written: Written): void {
    switch (written.did) {
      case 'create':
        if (!now.has(written.path)) {
          const file: File = { lasting: Buffer.alloc(0), pending: [] };
          rename(dirname(written.path), (names) => names.set(written.path, file));
        }
        return;
      case 'write':
        fileAt(written.path).pending.push({ is: 'write', at: written.at, bytes: written.bytes });
        return;
      case 'truncate':
        fileAt(written.path).pending.push({ is: 'truncate', size: written.size });
        return;
      case 'sync': {
        const file = now.get(written.path);
        if (file) {
          file.lasting = applied(file, 'all');
          file.pending = [];
        } else {
          for (const change of pending.get(written.path) ?? []) change(lasting);
          pending.delete(written.path);
        }
        return;
      }
      case 'link': {
        const file = fileAt(written.from);
        rename(dirname(written.to), (names) => names.set(written.to, file));
        return;
      }
      case 'rename': {
        const moved = [...now].filter(
          ([path]) => path === written.from || path.startsWith(`${written.from}/`),
        );
        rename(dirname(written.to), (names) => {
          for (const [path, file] of moved) {
            names.delete(path);
            names.set(written.to + path.slice(written.from.length), file);
          }
        });
        return;
      }
      case 'unlink':
        rename(dirname(written.path), (names) => names.delete(written.path));
        return;
      case 'folder':
      case 'say':
        return;
    }
  }

  function cut(folder: string, luck: Luck): void {
    const names: Names = new Map(lasting);
    for (const changes of pending.values()) {
      const count =
        luck === 'all' ? changes.length : luck === 'none' ? 0 : Math.floor(luck() * (changes.length + 1));
      for (const change of changes.slice(0, count)) change(names);
    }
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [path, file] of names) {
      const target = join(folder, path.slice(root.length));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, applied(file, luck));
    }
  }

  return { apply, cut };
}

function applied({ lasting, pending }: File, luck: Luck): Buffer {
  let content = Buffer.from(lasting);
  const put = (at: number, bytes: Buffer) => {
    if (content.length < at + bytes.length)
      content = Buffer.concat([content, Buffer.alloc(at + bytes.length - content.length)]);
    bytes.copy(content, at);
  };
  for (const change of pending) {
    if (luck === 'none') continue;
    if (change.is === 'truncate') {
      if (luck === 'all' || luck() < 0.5)
        content =
          content.length >= change.size
            ? Buffer.from(content.subarray(0, change.size))
            : Buffer.concat([content, Buffer.alloc(change.size - content.length)]);
      continue;
    }
    const { at, bytes } = change;
    if (luck === 'all') put(at, bytes);
    else
      for (let from = 0; from < bytes.length; ) {
        const to = Math.min(bytes.length, from + SECTOR - ((at + from) % SECTOR));
        if (luck() < 0.5) put(at + from, bytes.subarray(from, to));
        from = to;
      }
  }
  return content;
}
