import { sha256Hex } from './bagit.ts';

/** The name of a bundle, which follows from the snapshot and the answer, as canonical JSON. */
export function bundleIdOf(snapshotDigest: string | null, answerJson: string): string {
  return `urn:sha256:${sha256Hex(`${snapshotDigest}\n${answerJson}`)}`;
}

/** What `bag-info.txt` says of a bundle. `sealedAt` is ISO 8601. */
export function bagInfoOf(
  tool: string,
  sealedAt: string,
  id: string,
  title: string,
): readonly (readonly [string, string])[] {
  return [
    ['Bag-Software-Agent', tool],
    ['Bagging-Date', sealedAt.slice(0, 10)],
    ['External-Identifier', id],
    ['External-Description', title],
  ];
}
