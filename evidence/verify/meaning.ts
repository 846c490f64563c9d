import type { BundleFiles } from '../bagit.ts';
import { TIME_STAMP_FILE } from '../time-stamp.ts';
import { type Check, jsonOf, textOf } from './check.ts';
import type { Signer } from './signatures.ts';

interface Found {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly signers: readonly Signer[];
  readonly signedAt: string | null;
  /** Documents that the snapshot had and the bundle has not. */
  readonly elsewhere: number;
  /** Entities of which the documents do not say what they are called; null where nobody asked. */
  readonly unnamed: readonly string[] | null;
  /** Whether the report on paper was made again. */
  readonly pdf: boolean;
  readonly now: Date;
  readonly files: BundleFiles;
}

const MOST_TOLD = 5;
const DERIVED = new Set(['question', 'paths', 'findings', 'notChosen', 'notes']);
/** Parts of `answer.json` that no check derives again, in words. */
const PARTS: Readonly<Record<string, string>> = {
  recognition: 'what the credential is',
  owner: 'whose it is',
  reached: 'what is reached',
  activity: 'what logs saw',
  containment: 'steps of containment',
  plan: 'steps of the plan',
  whatif: 'which paths the what-if leaves, and what it may break',
  comparison: 'what went, and what cannot be told',
  marks: 'marks of the case',
  unknowns: 'the gaps',
};
/** Files of the payload that a check looks into. */
const LOOKED_INTO =
  /^data\/(?:answer\.json|custody\.json|entities\.json|report\.html|report\.pdf|(?:paths|identities|findings|coverage)\.csv|findings\.(?:sarif|ocsf\.ndjson)|graph\.opengraph-extension\.json|(?:observations|whatif-documents)\/[0-9a-f]{64}\.json)$/;

/** What follows from the checks and what does not: each sentence has to hold for somebody who knows nobody here. */
export function meaningOf(found: Found): { readonly proven: string[]; readonly notProven: string[] } {
  const passed = (...names: readonly string[]) =>
    names.every((name) => found.checks.some((check) => check.name === name && check.state === 'passed')) &&
    found.checks.every((check) => !names.includes(check.name) || check.state === 'passed');
  const whole = passed('Structure', 'Payload', 'Tag files', 'Signature');
  return {
    proven: whole ? provenOf(found, passed) : [],
    notProven: [
      ...(found.ok
        ? []
        : ['Nothing in this bundle can be relied on before the failed checks are explained.']),
      ...notProvenOf(found, passed),
    ],
  };
}

type Passed = (...names: readonly string[]) => boolean;

function provenOf({ signers, unnamed, pdf }: Found, passed: Passed): string[] {
  const keys = signers.length === 1 ? 'one key' : `${signers.length} keys`;
  const proven = [
    `Every file in data/ is, to the byte, the one that was signed with ${keys}; none is missing and none was added.`,
  ];
  for (const { given, keyId } of signers)
    if (given !== null) proven.push(`The holder of the key in ${given} signed (${keyId}).`);
  if (passed('Form', 'Observations', 'Proofs'))
    proven.push('Each proof in answer.json points at a place in a document that is in the bundle.');
  if (passed('Form', 'Derived again')) {
    const names = unnamed?.length === 0 ? ', and the names of the entities,' : '';
    proven.push(
      `The relations and findings in answer.json${names} follow from these documents by the rules of this version.`,
    );
  }
  if (passed('Form', 'Written again'))
    proven.push(
      `The report${pdf ? ' (HTML and PDF)' : ' in HTML'} and the tables say what answer.json says.`,
    );
  return proven;
}

function notProvenOf(found: Found, passed: Passed): string[] {
  const { signers, signedAt, elsewhere, unnamed, pdf, now, files } = found;
  const not: string[] = [];
  if (!passed('Derived again'))
    not.push('That the relations and findings follow from the documents: they were not derived again.');
  else if (unnamed === null || unnamed.length > 0)
    not.push(
      `That entities are called what the bundle calls them: the documents in it do not say it${unnamed === null ? '' : ` of ${listed(unnamed)}`}.`,
    );
  if (!passed('Written again'))
    not.push('That the report and the tables say what answer.json says: read answer.json instead.');
  else if (files.has('data/report.pdf') && !pdf)
    not.push('That report.pdf says what report.html says: it was not made again.');
  not.push(
    'That answer.json is the whole answer: what stands in it was looked at, not what may have been left out of it.',
  );
  const parts = partsBeside(files);
  if (parts.length > 0)
    not.push(`What answer.json says besides, which was not derived again: ${parts.join('; ')}.`);
  const others = [...files.keys()].filter((name) => name.startsWith('data/') && !LOOKED_INTO.test(name));
  if (others.length > 0) not.push(`What ${listed(others)} says: no check looked into it.`);
  if (signers.some(({ given }) => given === null))
    not.push(
      'Whose key signed, where no key from elsewhere was given: compare its id with one that the signer told another way.',
    );
  if (signers.length > 1) not.push('That the keys are of different people: one person can have several.');
  not.push(
    'That the documents are what the provider answered, to these calls, at these times: whoever holds the key could have written others. The request ids in custody.json can be compared with the provider\u2019s own log.',
  );
  if (hasCase(files))
    not.push(
      'That the log of the case is the one that was kept: whoever has it can chain other entries. Compare its last hash with one that was noted elsewhere.',
    );
  if (elsewhere > 0)
    not.push(
      `That nothing in the ${elsewhere} collected documents that are not in this bundle speaks against the answer: the snapshot should have them.`,
    );
  not.push(whenSigned(files, signedAt, now));
  return not;
}

function whenSigned(files: BundleFiles, signedAt: string | null, now: Date): string {
  const stamp = files.has(TIME_STAMP_FILE)
    ? 'whether the authority of the time stamp gave it was not checked here'
    : 'the time is what the signer\u2019s own clock said, with no time stamp';
  const sealed = sealedAt(files);
  const odd =
    signedAt === null
      ? ''
      : Date.parse(signedAt) > now.getTime()
        ? ' It is later than the clock of this machine.'
        : sealed !== null && Date.parse(signedAt) < Date.parse(sealed)
          ? ' It is earlier than the snapshot was sealed by its own account.'
          : '';
  return `When it was signed: ${stamp}.${odd}`;
}

function hasCase(files: BundleFiles): boolean {
  const custody = jsonOf(files, 'data/custody.json') as { readonly case?: unknown } | undefined;
  return typeof custody?.case === 'object' && custody.case !== null;
}

function sealedAt(files: BundleFiles): string | null {
  const custody = jsonOf(files, 'data/custody.json') as { snapshot?: { sealedAt?: unknown } } | undefined;
  const at = custody?.snapshot?.sealedAt;
  return typeof at === 'string' ? at : null;
}

function partsBeside(files: BundleFiles): string[] {
  const answer = jsonOf(files, 'data/answer.json');
  if (typeof answer !== 'object' || answer === null) return [];
  const parts = Object.entries(answer).flatMap(([name, value]) => {
    const empty = value === null || (Array.isArray(value) && value.length === 0);
    if (empty || DERIVED.has(name)) return [];
    return [Object.hasOwn(PARTS, name) ? PARTS[name]! : 'more that this version does not know'];
  });
  const text = textOf(files, 'data/answer.json');
  if (text.includes('"observed":{')) parts.push('how often logs saw a hop happen');
  if (text.includes('"parallel":')) parts.push('how many relations run beside a hop');
  return parts;
}

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_TOLD;
  return `${names.slice(0, MOST_TOLD).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
