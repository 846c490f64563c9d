import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Whether the last six characters are the CRC-32 of the ones before them in base62, as GitHub and npm make their
 * tokens since 2021 ("Behind GitHub's new authentication token formats"). `body` is the token after its prefix.
 */
export function tailChecks(body: string): boolean {
  let n = crc32(body.slice(0, -6));
  let tail = '';
  for (let i = 0; i < 6; i++) {
    tail = (BASE62[n % 62] ?? '') + tail;
    n = Math.floor(n / 62);
  }
  return body.slice(-6) === tail;
}

/** The sentence that says so. */
export function checksumFact(body: string): string {
  return tailChecks(body) ? 'matches' : 'does not match: cut short, mistyped or made up';
}
