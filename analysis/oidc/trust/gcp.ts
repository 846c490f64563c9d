import { TrustpathError } from '../../../schema/errors.ts';
import { isJsonObject, type Json } from '../../../schema/json.ts';
import type { Way } from '../judgement.ts';
import { type CelExpression, firstLine, parseCel } from './cel.ts';
import { attributeWays, celWays, together } from './cel-ways.ts';
import { type Member, memberWords, parseMember } from './gcp-member.ts';
import type { Claims, Trust, TrustAnswer } from './trust.ts';

/** Bytes that a mapped subject may have ("Workload Identity Federation", attribute mapping). */
const LONGEST_SUBJECT = 127;

/**
 * A provider of a workload identity pool: claims are mapped to attributes, the condition decides over both, and then an IAM
 * binding on a principal or principal set of the pool. Without a member, the first gate alone is judged.
 * @throws TrustpathError `input-refused`.
 */
export function gcpTrust(json: Json | undefined, subjectStart: string): Trust {
  if (!isJsonObject(json)) throw refused('/trust/gcp: expected an object.');
  const mapping = readMapping(json.attributeMapping);
  const condition = readCondition(json.attributeCondition);
  const member = json.member === undefined || json.member === null ? null : parseMember(json.member);
  const first = celWays(condition, mapping, subjectStart);
  const second = member === null ? null : memberWays(member, mapping, subjectStart);
  return {
    ways: second === null ? first.ways : together(first.ways, second.ways),
    notes: [...first.notes, ...(second?.notes ?? [])],
    accepts: (claims) => accepts({ mapping, condition, member }, claims),
  };
}

interface Provider {
  readonly mapping: ReadonlyMap<string, CelExpression>;
  readonly condition: CelExpression | null;
  readonly member: Member | null;
}

function memberWays(member: Member, mapping: Provider['mapping'], subjectStart: string) {
  if (member.kind === 'all' || member.kind === 'group')
    return { ways: [{ claims: new Map() } satisfies Way], notes: [] };
  return attributeWays(member.attribute, member.value, mapping, subjectStart);
}

function accepts({ mapping, condition, member }: Provider, claims: Claims): TrustAnswer {
  const assertion = claims as Readonly<Record<string, unknown>>;
  const attribute: Record<string, unknown> = {};
  const google: Record<string, unknown> = {};
  for (const [name, expression] of mapping) {
    const mapped = run(expression, { assertion });
    if ('failed' in mapped) return failed(`The attribute ${name} cannot be mapped`, mapped.failed);
    const { value } = mapped;
    const fits = name === 'google.groups' ? isTexts(value) : typeof value === 'string';
    if (!fits) return { verdict: 'deny', because: [`The attribute ${name} is not text.`] };
    const [group, own] = split(name);
    (group === 'google' ? google : attribute)[own] = value;
  }
  const subject = google.subject;
  if (typeof subject === 'string' && Buffer.byteLength(subject) > LONGEST_SUBJECT)
    return { verdict: 'deny', because: [`google.subject is longer than ${LONGEST_SUBJECT} bytes.`] };
  if (condition !== null) {
    const outcome = run(condition, { assertion, attribute, google });
    if ('failed' in outcome) return failed('The attribute condition cannot be evaluated', outcome.failed);
    if (outcome.value !== true)
      return {
        verdict: 'deny',
        because: [`The attribute condition ${JSON.stringify(condition.text)} does not hold.`],
      };
  }
  const entry =
    condition === null
      ? 'There is no attribute condition, so every token of the issuer gets in.'
      : `The attribute condition ${JSON.stringify(condition.text)} holds.`;
  return member === null ? { verdict: 'allow', because: [entry] } : bound(member, entry, attribute, google);
}

function bound(
  member: Member,
  entry: string,
  attribute: Readonly<Record<string, unknown>>,
  google: Readonly<Record<string, unknown>>,
): TrustAnswer {
  const words = memberWords(member);
  if (member.kind === 'all') return { verdict: 'allow', because: [entry, `The binding names ${words}.`] };
  const [group, own] = split(member.attribute);
  const value = (group === 'google' ? google : attribute)[own];
  const held = Array.isArray(value) ? value.includes(member.value) : value === member.value;
  if (held) return { verdict: 'allow', because: [entry, `The binding names ${words}, which the token has.`] };
  const has = value === undefined ? 'is not mapped' : `is ${JSON.stringify(value)}`;
  return { verdict: 'deny', because: [`The binding names ${words}, and ${member.attribute} ${has}.`] };
}

function run(expression: CelExpression, context: Parameters<CelExpression['run']>[0]) {
  try {
    return { value: expression.run(context) };
  } catch (error) {
    return { failed: firstLine(error) };
  }
}

/** RE2 knows what JavaScript does not; then nothing is said. */
function failed(what: string, why: string): TrustAnswer {
  const verdict = /regular expression/i.test(why) ? 'unknown' : 'deny';
  return { verdict, because: [`${what}: ${why}.`] };
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function split(name: string): readonly [string, string] {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

const ATTRIBUTE = /^(google\.(subject|groups)|attribute\.[a-z0-9_]{1,100})$/;

function readMapping(json: Json | undefined): ReadonlyMap<string, CelExpression> {
  if (!isJsonObject(json)) throw refused('/trust/gcp/attributeMapping: expected an object.');
  return new Map(
    Object.entries(json).map(([name, expression]) => {
      const place = `/trust/gcp/attributeMapping/${name}`;
      if (!ATTRIBUTE.test(name))
        throw refused(`${place}: not google.subject, google.groups or attribute.NAME in small letters.`);
      if (typeof expression !== 'string' || expression === '') throw refused(`${place}: expected text.`);
      return [name, parseCel(expression, place)];
    }),
  );
}

function readCondition(json: Json | undefined): CelExpression | null {
  if (json === undefined || json === null || json === '') return null;
  if (typeof json !== 'string') throw refused('/trust/gcp/attributeCondition: expected text.');
  return json.trim() === '' ? null : parseCel(json, '/trust/gcp/attributeCondition');
}

function refused(message: string): TrustpathError {
  return new TrustpathError('input-refused', message);
}
