import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/**
 * Unpacks regular files of a zip into `into`, with their permissions. `place` gives an entry's new relative path, or
 * null to leave it out. Entries that would land outside `into`, and links, are refused.
 */
export async function unpackZip(
  file: string,
  into: string,
  place: (name: string) => string | null,
): Promise<void> {
  const zip = await openPromise(file, { lazyEntries: true });
  try {
    for await (const entry of zip.eachEntry()) {
      const relative = place(entry.fileName);
      if (entry.fileName.endsWith('/') || relative === null) continue;
      const target = path.resolve(into, relative);
      if (!target.startsWith(path.resolve(into) + path.sep))
        throw new Error(`${file}: ${entry.fileName} leads outside`);
      const mode = entry.externalFileAttributes >>> 16;
      if ((mode & 0o170000) === 0o120000) throw new Error(`${file}: ${entry.fileName} is a link`);
      await mkdir(path.dirname(target), { recursive: true });
      await pipeline(
        await zip.openReadStreamPromise(entry),
        createWriteStream(target, { mode: mode & 0o777 || 0o644 }),
      );
    }
  } finally {
    zip.close();
  }
}
