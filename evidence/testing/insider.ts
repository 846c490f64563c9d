import { canonicalJson, type Json } from '../../schema/json.ts';
import { layOutBag, MANIFEST, SIGNATURE_FILE, sha256Hex, TAG_MANIFEST } from '../bagit.ts';
import type { Bundle } from '../build-bundle.ts';
import { bagInfoOf, bundleIdOf } from '../bundle-id.ts';
import { signManifests } from '../dsse.ts';
import type { SigningKey } from '../signing-key.ts';
import { expectedOf } from '../verify/written-again.ts';
import { jsonOf, KEY, SIGNED_AT, textOf } from './small-bundle.ts';

type Files = Bundle['files'];
type Payload = ReadonlyMap<string, Uint8Array>;
const bytesOf = (text: string) => new TextEncoder().encode(text);

export function payloadOf(files: Files): Map<string, Uint8Array> {
  return new Map(
    [...files].filter(([name]) => name.startsWith('data/')).map(([name, bytes]) => [name.slice(5), bytes]),
  );
}

/** Lays out and signs any payload, as somebody who holds a key could. */
export function signedAgain(
  payload: Payload,
  options: { readonly key?: SigningKey; readonly signedAt?: string } = {},
): Map<string, Uint8Array> {
  const { key = KEY, signedAt = SIGNED_AT } = options;
  const { snapshot, tool } = jsonOf(payload.get('custody.json')) as {
    readonly snapshot: { readonly digest: string; readonly sealedAt: string };
    readonly tool: string;
  };
  const { question } = jsonOf(payload.get('answer.json')) as {
    readonly question: { readonly title: string };
  };
  const id = bundleIdOf(snapshot.digest, textOf(payload.get('answer.json')));
  const files = layOutBag(payload, bagInfoOf(tool, snapshot.sealedAt, id, question.title), key.publicPem);
  const digests = new Map([MANIFEST, TAG_MANIFEST].map((name) => [name, sha256Hex(files.get(name)!)]));
  return files.set(SIGNATURE_FILE, bytesOf(signManifests(digests, { bundle: id, signedAt }, key)));
}

/** The text of a file of the payload changed, and all hashed and signed again; nothing else is made to agree with it. */
export function textChanged(
  files: Files,
  name: string,
  change: (text: string) => string,
): Map<string, Uint8Array> {
  const payload = payloadOf(files);
  const before = textOf(payload.get(name));
  const after = change(before);
  if (after === before) throw new Error(`${name} was not changed`);
  return signedAgain(payload.set(name, bytesOf(after)));
}

/** A file of JSON changed by somebody who makes report, tables and custody agree with it, and hashes and signs again. */
export function dataChanged(
  files: Files,
  name: string,
  change: (value: Record<string, Json>) => void,
): Map<string, Uint8Array> {
  const payload = payloadOf(files);
  const value = jsonOf(payload.get(name)) as Record<string, Json>;
  change(value);
  payload.set(name, bytesOf(formed(name, value)));
  const expected = expectedOf(new Map([...payload].map(([each, bytes]) => [`data/${each}`, bytes])));
  if ('files' in expected) {
    for (const [each, bytes] of expected.files)
      if (each.startsWith('data/')) payload.set(each.slice(5), bytes);
    if (name !== 'custody.json')
      payload.set('custody.json', bytesOf(formed('custody.json', JSON.parse(expected.custody) as Json)));
  }
  return signedAgain(payload);
}

function formed(name: string, value: Json | Record<string, Json>): string {
  return name === 'custody.json' ? `${JSON.stringify(value, null, 2)}\n` : canonicalJson(value as Json);
}
