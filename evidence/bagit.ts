import { createHash } from 'node:crypto';

/** The files of a bundle by their path inside it, `/` between folders. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

export const SIGNATURE_FILE = 'signature.dsse.json';
export const PUBLIC_KEY_FILE = 'signing-key.pem';
export const MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A manifest as `sha256sum -c` reads it: hash, two blanks, path; sorted by path. */
function manifestOf(files: BundleFiles): string {
  const paths = [...files.keys()].sort();
  return paths.map((path) => `${sha256Hex(files.get(path) ?? new Uint8Array())}  ${path}\n`).join('');
}

/**
 * Lays a payload out as a BagIt 1.0 bag (RFC 8493): paths under `data/`, the declaration, `bag-info.txt`, and both
 * manifests. The signature comes afterwards, since it signs the manifests.
 */
export function layOutBag(
  payload: BundleFiles,
  bagInfo: readonly (readonly [string, string])[],
  publicKeyPem: string,
): Map<string, Uint8Array> {
  const text = (content: string) => new TextEncoder().encode(content);
  const data = new Map([...payload].map(([path, bytes]) => [`data/${path}`, bytes]));
  const tags = new Map<string, Uint8Array>([
    ['bagit.txt', text(DECLARATION)],
    ['bag-info.txt', text(bagInfoText(bagInfo, [...payload.values()]))],
    [PUBLIC_KEY_FILE, text(publicKeyPem)],
    [MANIFEST, text(manifestOf(data))],
  ]);
  return new Map([...data, ...tags, [TAG_MANIFEST, text(manifestOf(tags))]]);
}

/** `bag-info.txt`, with the count of bytes and files of the payload. */
export function bagInfoText(
  bagInfo: readonly (readonly [string, string])[],
  payload: readonly Uint8Array[],
): string {
  const octets = payload.reduce((sum, bytes) => sum + bytes.byteLength, 0);
  const info = [...bagInfo, ['Payload-Oxum', `${octets}.${payload.length}`] as const];
  return info.map(([key, value]) => `${key}: ${value.replace(/\s+/g, ' ')}\n`).join('');
}

/** Reads a manifest; a line that is not `hash  path` is a problem in words. */
export function parseManifest(text: string): {
  readonly entries: Map<string, string>;
  readonly problems: string[];
} {
  const entries = new Map<string, string>();
  const problems: string[] = [];
  if (text !== '' && !text.endsWith('\n')) problems.push('the last line is cut off');
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const match = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line);
    if (!match?.[1] || !match[2]) problems.push(`line ${index + 1} is not "hash  path"`);
    else if (entries.has(match[2])) problems.push(`line ${index + 1} names ${match[2]} again`);
    else entries.set(match[2], match[1]);
  }
  return { entries, problems };
}

export { DECLARATION as BAG_DECLARATION };
