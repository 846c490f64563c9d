import type { Relation } from '../../../schema/records.ts';
import type { Resource } from '../../aws/estate/estate.ts';
import { isAccountId, parseArn } from '../../aws/read/arn.ts';
import { ask } from '../../derive.ts';
import { namedByPolicy } from '../../rules/access/judge-access.ts';
import { RULES } from '../../rules/registry.ts';
import type { Scene } from '../../rules/rule.ts';
import type { FindingRule } from '../finding-rule.ts';

const RESOURCE_RULES = RULES.filter((rule) => rule.subject === 'resource');
const VERBS: Readonly<Record<string, string>> = {
  'can-read': 'read',
  'can-write': 'changed',
  'can-administer': 'administered',
  'can-decrypt': 'used to decrypt',
  'can-invoke': 'called',
  'can-take-over': 'given other code',
};
const ORDER = { allow: 0, conditional: 1, unknown: 2 };

/** What others have to a resource, asked of the rules of access; nothing where nothing of its names anybody from outside. */
function accessOf(resource: Resource, scene: Scene, isOther: (from: string) => boolean): readonly Relation[] {
  const named = namedByPolicy(resource);
  const outside = named.some(({ type, value }) => {
    const account = isAccountId(value) ? value : (parseArn(value)?.account ?? '');
    return type === 'AWS' && (value === '*' || account !== resource.fact.account);
  });
  // A bucket's access control list names others without any policy.
  if (!outside && (resource.fact.acl?.grants ?? []).length === 0) return [];
  const found: Relation[] = [];
  for (const rule of RESOURCE_RULES) ask(rule, resource, scene, found);
  return found
    .filter((relation) => relation.to === resource.fact.arn && isOther(relation.from))
    .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
}

const REFERENCES = [
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html',
];

export const publicResource: FindingRule = {
  id: 'aws-resource-open-to-anyone',
  title: 'A resource is open to anyone',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1530', 'T1199'],
  why: 'The policy of the resource admits everyone, as far as its conditions let them.',
  remediation: 'Name in the resource policy who needs access; for buckets, turn on Block Public Access.',
  references: [
    ...REFERENCES,
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  subject: 'resource',
  find(resource, scene, emit) {
    const { fact } = resource;
    for (const relation of accessOf(resource, scene, (from) => from === 'internet'))
      emit({
        entity: fact.arn,
        detail: relation.kind,
        title: `${fact.name} can be ${VERBS[relation.kind] ?? 'used'} by anyone${relation.verdict === 'allow' ? '' : relation.verdict === 'conditional' ? ' who meets its conditions' : ', unless something that was not collected stops it'}`,
        severity:
          relation.verdict === 'conditional'
            ? 'medium'
            : relation.kind === 'can-read' && relation.verdict === 'unknown'
              ? 'medium'
              : 'high',
        confidence: relation.verdict === 'unknown' ? 'low' : 'high',
        proof: relation.proof,
        conditions: relation.conditions,
        attributes: { access: relation.kind, verdict: relation.verdict },
      });
  },
};

export const resourceOpenToOutsideAccount: FindingRule = {
  id: 'aws-resource-open-to-outside-account',
  title: 'A resource is open to an account that is no part of the snapshot',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1199', 'T1530'],
  why: 'Who has access is decided in an account that was not collected.',
  remediation:
    'Confirm who owns the account and that the access is still needed. Collect the account into the snapshot if it is one of yours.',
  references: REFERENCES,
  subject: 'resource',
  find(resource, scene, emit) {
    const { fact } = resource;
    const isOutside = (from: string) => {
      const account = parseArn(from)?.account ?? '';
      return isAccountId(account) && account !== fact.account && !scene.aws.accounts.has(account);
    };
    for (const relation of accessOf(resource, scene, isOutside))
      emit({
        entity: fact.arn,
        detail: `${relation.from} ${relation.kind}`,
        title: `${fact.name} can be ${VERBS[relation.kind] ?? 'used'} from ${relation.from}, which was not collected`,
        severity: relation.kind === 'can-administer' ? 'high' : 'medium',
        confidence: relation.verdict === 'unknown' ? 'medium' : 'high',
        proof: relation.proof,
        conditions: relation.conditions,
        attributes: { account: parseArn(relation.from)?.account ?? null, access: relation.kind },
      });
  },
};
