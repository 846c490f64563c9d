import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const READ_AT_ONCE = 64 * 1024;

/** The bytes of a file as a stream, decompressed where they are gzip, which is told by the content. */
export async function bytesOf(path: string): Promise<AsyncIterable<Buffer>> {
  const file = createReadStream(path, { highWaterMark: READ_AT_ONCE });
  const first = createReadStream(path, { end: 1 });
  const magic: Buffer[] = [];
  for await (const chunk of first) magic.push(chunk as Buffer);
  const start = Buffer.concat(magic);
  if (start[0] !== 0x1f || start[1] !== 0x8b) return file;
  const gunzip = createGunzip({ chunkSize: READ_AT_ONCE });
  file.on('error', (error) => gunzip.destroy(error));
  return file.pipe(gunzip);
}
