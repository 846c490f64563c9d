import type { JsonObject } from '../../../schema/json.ts';
import type { User } from '../../aws/estate/estate.ts';
import { evaluateCases } from '../../aws/evaluate/cases.ts';
import { asInlinePolicies } from '../as-inline-policies.ts';
import type { EvaluatedCase, GuardrailContext, GuardrailTemplate } from '../guardrail.ts';
import { jsonFile, slug } from '../words.ts';

/** Addresses that no network on the internet has (RFC 5737): a stand-in for anywhere else. */
const ELSEWHERE = ['192.0.2.77', '198.51.100.77', '203.0.113.77'];

/** Keys are worth nothing to who has to use them from somewhere else. Networks are those that a log saw. */
export const expectedNetwork: GuardrailTemplate = {
  id: 'expected-network',
  title: 'Keys of a user work from the networks that it was seen in',
  why: 'A leaked key is used from wherever the thief is.',
  controls: ['accessOverNetwork', 'accountUse', 'boundary', 'externalSystems', 'ztSegmentation'],
  *make({ before, scene }) {
    for (const account of scene.aws.accounts.values())
      for (const user of account.users) {
        const seen = addressesOf(user, { before, scene });
        const networks = [...new Set(seen.map(networkOf))].sort();
        if (networks.length === 0 || networks.length > MOST) continue;
        const breaks = before.relations.filter(
          ({ from, verdict, kind }) => from === user.id && verdict === 'allow' && kind !== 'member-of',
        );
        if (breaks.length === 0) continue;
        const document = policy(networks);
        yield {
          slug: slug(`${account.id}-${user.name}`),
          title: `Keys of ${user.name} from ${networks.length === 1 ? 'one network' : `${networks.length} networks`}`,
          about: [
            user.id,
            ...scene.aws.facts.keys.filter((key) => key.user === user.name).map(({ id }) => id),
          ],
          files: [{ name: 'network-policy.json', text: jsonFile(document) }],
          apply: `Put it as an inline policy on ${user.name}, after replacing the networks with the ranges that are yours, or add the statement to its permissions boundary.`,
          changes: asInlinePolicies('expected-network', document, [user]),
          stand:
            'The policy is put on the user. What it reaches then holds on condition of the address alone.',
          breaks: breaks.filter(
            (relation) => relation.kind.startsWith('can-') || relation.kind === 'administers-account',
          ),
          conditionBreaks: true,
          keeps: [],
          cases: casesOf(user, document, seen),
          limits: [
            'A role that the user assumes is used from anywhere once it was assumed; put the condition there too.',
            'Calls that services of AWS make on the user’s behalf are let through, and those through a VPC endpoint have no public address and are denied.',
          ],
        };
      }
  },
};

/** More networks than these are no expectation. */
const MOST = 20;

function addressesOf(
  { arn }: User,
  { scene }: Pick<GuardrailContext, 'before' | 'scene'>,
): readonly string[] {
  const { uses, assumptions } = scene.aws.facts.activity;
  return [...uses, ...assumptions]
    .filter((each) => each.principal === arn && each.key !== null)
    .flatMap(({ from }) => from)
    .filter(
      (address) => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address) || /^[0-9a-f:]+:[0-9a-f:]*$/i.test(address),
    );
}

/** An address by itself; who applies the policy makes ranges of them. */
function networkOf(address: string): string {
  return address.includes(':') ? `${address}/128` : `${address}/32`;
}

function policy(networks: readonly string[]): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'FromExpectedNetworks',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: {
          NotIpAddress: { 'aws:SourceIp': networks },
          Bool: { 'aws:ViaAWSService': 'false' },
        },
      },
    ],
  };
}

/** Asked of the evaluator with each address that was seen, and with one that was not. */
function casesOf(user: User, document: JsonObject, seen: readonly string[]): readonly EvaluatedCase[] {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const ask = (address: string): string => {
    const [answer] = evaluateCases([
      {
        id: '1',
        request: {
          principal: user.arn,
          action: 's3:ListAllMyBuckets',
          resource: '*',
          context: { 'aws:SourceIp': address, 'aws:ViaAWSService': 'false' },
        },
        identityPolicies: [everything, document],
      },
    ]);
    return answer && 'verdict' in answer ? answer.verdict : 'error';
  };
  const elsewhere = ELSEWHERE.find((address) => !seen.includes(address)) ?? '192.0.2.78';
  return [
    ...[...new Set(seen)].map((address) => ({
      says: `a call from ${address}, where it was seen`,
      wanted: 'allow',
      got: ask(address),
    })),
    { says: `a call from ${elsewhere}, where it was not`, wanted: 'deny', got: ask(elsewhere) },
  ];
}
