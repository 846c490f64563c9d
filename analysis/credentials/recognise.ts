import { createHash } from 'node:crypto';
import type { Recognition } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { CREDENTIAL_FAMILIES } from './registry.ts';
import type { Fact, Found } from './types.ts';

export { accountIdFromAwsId } from './aws-account-id.ts';
export { explainUnrecognised } from './explain-unrecognised.ts';

/** Longest text looked at, in UTF-16 units. */
export const LONGEST_TEXT = 1_048_576;
/** Most credentials told of one text. */
const MOST_RECOGNITIONS = 200;

/**
 * Says which credentials a text holds, offline: a key, a file, or a log with several. What opens something comes
 * first, then what only identifies, each in the order in which it stands in the text; one credential is told once. The
 * answer holds no secret part, and the text is not kept. Throws `input-refused` for a text over 1 MiB.
 */
export function recognise(text: string): Recognition[] {
  if (text.length > LONGEST_TEXT) {
    throw new TrustpathError(
      'input-refused',
      `The text has ${text.length} characters; at most ${LONGEST_TEXT} are searched for credentials. Give the part around the credential.`,
    );
  }
  const found = CREDENTIAL_FAMILIES.flatMap((family) => [...family.find(text)]).sort(inOrder);
  const told = new Map<string, Recognition>();
  for (const one of withoutAbsorbed(found)) {
    const recognition = forget(one);
    const key = `${recognition.type} ${recognition.fingerprint}`;
    const earlier = told.get(key);
    if (earlier === undefined && told.size === MOST_RECOGNITIONS) continue;
    told.set(key, earlier === undefined ? recognition : merge(earlier, recognition));
  }
  return [...told.values()];
}

function inOrder(a: Found, b: Found): number {
  return (
    Number(b.opens) - Number(a.opens) || a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : 1)
  );
}

/** Leaves out what stands inside another credential that tells it already, such as the key inside a key file. */
function withoutAbsorbed(found: readonly Found[]): Found[] {
  const absorbing = found.filter((one) => one.absorbs).sort((a, b) => a.start - b.start || b.end - a.end);
  const inside = new Set<Found>();
  let at = 0;
  let outer: Found | undefined;
  for (const one of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    for (; at < absorbing.length && (absorbing[at]?.start ?? 0) <= one.start; at++) {
      const candidate = absorbing[at];
      if (candidate !== undefined && (outer === undefined || candidate.end > outer.end)) outer = candidate;
    }
    if (outer !== undefined && outer !== one && one.start >= outer.start && one.end <= outer.end)
      inside.add(one);
  }
  return found.filter((one) => !inside.has(one));
}

function forget(found: Found): Recognition {
  return {
    type: found.type,
    label: found.label,
    identifier: found.identifier,
    fingerprint: `sha256:${createHash('sha256').update(found.credential).digest('hex')}`,
    facts: distinct(found.facts),
  };
}

function merge(a: Recognition, b: Recognition): Recognition {
  return { ...a, facts: distinct([...a.facts, ...b.facts]) };
}

function distinct(told: readonly Fact[]): Fact[] {
  return [...new Map(told.map((fact) => [`${fact.label}\n${fact.value}`, fact])).values()].slice(0, 64);
}
