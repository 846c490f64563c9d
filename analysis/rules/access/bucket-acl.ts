import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { Resource } from '../../aws/estate/estate.ts';
import { hold } from '../../aws/estate/permissions.ts';
import { statementsOf } from '../../aws/estate/touch.ts';
import type { AclGrantFact } from '../../aws/read/facts.ts';
import { judge } from '../judge.ts';
import { all, any, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { WITNESS } from './judge-access.ts';
import { anyone, outsider, STRANGER, snapshotOf } from './outsiders.ts';

/** What a permission of a bucket's access control list gives ("Access control list (ACL) overview", Mapping). */
interface AclRow {
  readonly id: string;
  readonly title: string;
  readonly kind: RelationKind;
  readonly permissions: readonly string[];
  /** Asked of the bucket policy, which may deny it; on an object or on the bucket. */
  readonly action: string;
  readonly onObjects: boolean;
  /** What the list leaves open, where it does not give the access by itself. */
  readonly gap?: string;
}

const ROWS: readonly AclRow[] = [
  {
    id: 'aws-s3-acl-read',
    title: 'List a bucket by its access control list',
    kind: 'can-read',
    permissions: ['READ', 'FULL_CONTROL'],
    action: 's3:GetObject',
    onObjects: true,
    gap: 's3:GetObjectAcl is not asked for: the list of the bucket shows which objects there are; whether their own lists let them be read is not known',
  },
  {
    id: 'aws-s3-acl-write',
    title: 'Write objects by the access control list of a bucket',
    kind: 'can-write',
    permissions: ['WRITE', 'FULL_CONTROL'],
    action: 's3:PutObject',
    onObjects: true,
  },
  {
    id: 'aws-s3-acl-administer',
    title: 'Change the access control list of a bucket by the list itself',
    kind: 'can-administer',
    permissions: ['WRITE_ACP', 'FULL_CONTROL'],
    action: 's3:PutBucketAcl',
    onObjects: false,
  },
];

/** Access that buckets give by their lists, where those still count: to everyone, or to another account. */
export const BUCKET_ACL_RULES: readonly Rule[] = ROWS.map((row) => ({
  id: row.id,
  title: row.title,
  kind: row.kind,
  techniques: ['T1530'],
  enables: 'Access without any policy that says so.',
  fix: 'Set ObjectOwnership to BucketOwnerEnforced, which switches access control lists off.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html'],
  subject: 'resource',
  derive(resource, scene, emit) {
    const { acl, arn } = resource.fact;
    if (!acl?.grants || acl.enforced === true) return;
    const done = new Set<string>();
    for (const grant of acl.grants) {
      const from = granteeOf(grant);
      if (from === null || !row.permissions.includes(grant.permission) || done.has(from)) continue;
      done.add(from);
      const outcome = given(row, grant, resource, scene);
      const relation = relationOf(row.kind, row.id, { id: from, ref: grant.ref }, arn, outcome, '');
      if (relation) emit(relation);
    }
  },
}));

/** Everyone, or an account by its canonical id; S3's own delivery of logs is nobody's access. */
function granteeOf({ group, grantee }: AclGrantFact): string | null {
  if (!group) return grantee;
  return grantee === 'AllUsers' || grantee === 'AuthenticatedUsers' ? 'internet' : null;
}

function given(row: AclRow, grant: AclGrantFact, resource: Resource, scene: Scene): Outcome {
  const { acl, publicAccessBlock, name } = resource.fact;
  const says = `The access control list of ${name} gives ${grant.permission} to ${grant.grantee}.`;
  const outcomes: Outcome[] = [
    { ...HOLDS, steps: [step(grant.ref, says)] },
    undenied(row, grant, resource, scene),
  ];
  if (acl?.enforced === null)
    outcomes.push(
      unknown(`s3:GetBucketOwnershipControls was not collected for ${name}: its list may count for nothing`),
    );
  if (grant.group && publicAccessBlock === null)
    outcomes.push(
      unknown(
        `s3:GetPublicAccessBlock was not collected for ${name}: it may ignore lists that open it to everyone`,
      ),
    );
  if (grant.group && publicAccessBlock?.ignoreAcls)
    return {
      verdict: 'deny',
      conditions: [],
      steps: [],
      blockers: [
        { ...publicAccessBlock.ref, says: `Public access control lists of ${name} are ignored.`, met: 1 },
      ],
    };
  if (grant.grantee === 'AuthenticatedUsers')
    outcomes.push(conditional('the request is made with credentials of any AWS account'));
  if (row.gap) outcomes.push(unknown(row.gap));
  return all(outcomes);
}

/** What the bucket's policy denies, it denies whatever a list gives. The list stands in as one more statement that allows. */
function undenied(row: AclRow, grant: AclGrantFact, resource: Resource, scene: Scene): Outcome {
  const { fact, policy } = resource;
  if (fact.policy.state === 'unknown')
    return unknown(`s3:GetBucketPolicy was not collected for ${fact.name}: its policy may deny this`);
  if (!policy?.ref) return HOLDS;
  const target = row.onObjects ? `${fact.arn}/${WITNESS}` : fact.arn;
  const list = { Effect: 'Allow', Principal: '*', Action: row.action, Resource: target };
  const document = { Version: '2012-10-17', Statement: [...statementsOf(policy.document), list] };
  const askers = grant.group
    ? anyone(resource, policy.document, policy.ref, scene).filter(
        ({ arn }) => grant.grantee === 'AllUsers' || arn !== 'anonymous',
      )
    : [
        outsider(
          `arn:aws:iam::${STRANGER}:role/any-administrator`,
          STRANGER,
          policy.ref,
          grant.grantee,
          snapshotOf(resource, scene),
          scene.aws.guardrails.of(STRANGER),
        ),
      ];
  const options = {
    resourcePolicy: hold(document, policy.ref, policy.name),
    resourceAccount: fact.account,
  };
  const judged = any(askers.map((asker) => judge(asker, asker.set, row.action, target, options)));
  if (judged === null) return HOLDS;
  const { verdict, conditions, blockers } = judged;
  return {
    verdict,
    conditions: conditions.map((each) => each.replaceAll(WITNESS, '…')),
    steps: [],
    blockers,
  };
}
