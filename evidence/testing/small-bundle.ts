import { estatesOf } from '../../analysis/estates.ts';
import { findingsOf } from '../../analysis/findings/findings-of.ts';
import { ruleById } from '../../analysis/rules/registry.ts';
import { createScene } from '../../analysis/rules/scene.ts';
import type { Answer, Method } from '../answer.ts';
import { type Bundle, type BundleInput, buildPayload, signPayload } from '../build-bundle.ts';
import { newSigningKeyPem, readSigningKey } from '../signing-key.ts';
import { verifyBundle } from '../verify/verify.ts';
import { SMALL_ANALYSIS, type SmallSnapshot, smallSnapshot } from './small-snapshot.ts';

export const KEY = readSigningKey(newSigningKeyPem(), 'test key');
export const METHOD: Method = {
  tool: SMALL_ANALYSIS,
  build: 'node test',
  os: 'test',
  operator: 'Ada Example',
  case: null,
};
export const SIGNED_AT = '2026-03-02T00:00:00.000Z';

/** How the user of a small snapshot reaches its role, with what is wrong with the role. */
export function smallAnswer({ reader, user, role, relation }: SmallSnapshot): Answer {
  const hop = {
    ...relation,
    conditions: [...relation.conditions],
    techniques: [...(ruleById(relation.rule)?.techniques ?? [])],
    proof: relation.proof.map((step) => ({ ...step })),
  };
  return {
    question: { kind: 'path', title: 'How build reaches deploy', from: user, to: role },
    recognition: null,
    owner: null,
    paths: [{ from: user, to: role, verdict: relation.verdict, hops: [hop] }],
    reached: [{ id: role, kind: 'aws-role', distance: 1, verdict: relation.verdict }],
    findings: findingsOf(createScene(estatesOf(reader))).filter(({ entity }) => entity === role),
    notChosen: { paths: 0, findings: 0 },
    activity: null,
    containment: [],
    whatif: null,
    plan: null,
    comparison: null,
    marks: [],
    unknowns: [],
    notes: [],
  };
}

export interface SmallBundleOptions {
  readonly snapshot?: SmallSnapshot;
  readonly answer?: Partial<Answer>;
  readonly method?: Partial<Method>;
  readonly more?: Partial<BundleInput>;
  readonly signedAt?: string;
}

export async function smallBundle(options: SmallBundleOptions = {}): Promise<Bundle> {
  const { snapshot = smallSnapshot(), signedAt = SIGNED_AT } = options;
  const input: BundleInput = {
    reader: snapshot.reader,
    answer: { ...smallAnswer(snapshot), ...options.answer },
    method: { ...METHOD, ...options.method },
    ...options.more,
  };
  return signPayload(await buildPayload(input), input, KEY, { signedAt });
}

/** Names of the checks that fail. */
export function failed(
  files: Bundle['files'],
  given: { readonly name: string; readonly pem: string }[] = [],
) {
  return verifyBundle(files, { analysis: SMALL_ANALYSIS, given })
    .checks.filter((check) => !check.ok)
    .map((check) => check.name);
}

export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
export const jsonOf = (bytes: Uint8Array | undefined): unknown => JSON.parse(textOf(bytes));
