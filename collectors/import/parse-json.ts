import type { Json } from '../../schema/json.ts';
import { beyondBounds, boundsReason, type JsonBounds } from '../../schema/json-bounds.ts';
import { syntaxFault } from '../../schema/json-syntax.ts';
import { place } from '../../schema/json-text.ts';
import { refused } from './refused.ts';

/**
 * Of one document. AWS nests some 15 deep; a policy in a hand-made file may go further. Dumps of accounts and organizations
 * have a value for every 45 to 60 bytes, so that 180 MB of them have as many; a file that is made to need memory takes 2.4 GB
 * to import at this bound (docs/threat-model.md).
 */
export const JSON_BOUNDS: JsonBounds = { depth: 100, values: 4_000_000 };

/**
 * Parses JSON from a file once it is seen that it keeps to the bounds. What is wrong names the place and quotes nothing.
 * @param placeOf how a place in the text is called, of an offset
 * @throws TrustpathError `input-refused`: `FILE: place: reason`
 */
export function parseJson(
  text: string,
  name: string,
  placeOf: (offset: number) => string = (offset) => place(text, offset),
): Json {
  const beyond = beyondBounds(text, JSON_BOUNDS);
  if (beyond) throw refused(name, `${placeOf(beyond.offset)}: ${boundsReason(beyond, JSON_BOUNDS)}`);
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The parser's own message may quote the text, which may hold a secret.
    const fault = syntaxFault(text);
    throw refused(name, `${placeOf(fault.offset)}: not JSON: ${fault.reason}`, {
      foreign: !/^\s*[[{]/.test(text),
    });
  }
}
