import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folders around a run. Whatever a person's machine has that Trustpath could write to by mistake is a folder here:
 * beside the input, the current folder, the home, the folder for temporary files.
 */
export interface WatchedGround {
  readonly input: string;
  readonly out: string;
  readonly env: Readonly<Record<string, string>>;
  /** Takes note of what is there before a run. */
  mark(): void;
  /** What was written where nothing may be, after a run that was `refused` or not. */
  strayed(refused: boolean): string[];
  clear(): void;
}

const QUIET = ['input', 'current', 'person', 'temporary'] as const;

export function watchGround(root: string): WatchedGround {
  const folder = (name: string) => join(root, name);
  for (const name of [...QUIET, 'out', 'own']) mkdirSync(folder(name), { recursive: true, mode: 0o700 });
  let before = new Map<string, string>();
  const look = (): Map<string, string> => {
    const seen = new Map<string, string>();
    for (const name of QUIET) list(folder(name), seen);
    return seen;
  };
  return {
    input: folder('input'),
    out: folder('out'),
    env: {
      HOME: folder('person'),
      USERPROFILE: folder('person'),
      XDG_DATA_HOME: folder('person'),
      TMPDIR: folder('temporary'),
      TEMP: folder('temporary'),
      TMP: folder('temporary'),
      TRUSTPATH_HOME: folder('own'),
    },
    mark() {
      before = look();
    },
    strayed(refused) {
      const after = look();
      const changed = [...after].filter(([path, state]) => before.get(path) !== state).map(([path]) => path);
      const gone = [...before.keys()].filter((path) => !after.has(path));
      // What is checked is copied to a folder of its own, and the copy is gone when the file is closed.
      const copies = list(join(folder('own'), 'private'), new Map());
      const halves = refused ? list(folder('out'), new Map()) : new Map();
      return [...changed, ...gone, ...copies.keys(), ...halves.keys()].map((path) =>
        path.slice(root.length + 1),
      );
    },
    clear() {
      rmSync(folder('out'), { recursive: true, force: true });
      mkdirSync(folder('out'), { mode: 0o700 });
    },
  };
}

/** Every file and folder below, with what tells that it was touched. */
function list(folder: string, seen: Map<string, string>): Map<string, string> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return seen;
  }
  for (const name of names) {
    const path = join(folder, name);
    const about = lstatSync(path);
    seen.set(
      path,
      about.isDirectory() ? 'folder' : `${about.size} ${about.mtimeMs} ${about.ino} ${about.mode}`,
    );
    if (about.isDirectory()) list(path, seen);
  }
  return seen;
}
