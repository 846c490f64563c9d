import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Unknown } from '../../schema/records.ts';
import { type Estate, type Principal, principalNamed } from '../aws/estate/estate.ts';
import { reach } from '../aws/estate/permissions.ts';
import { isNothing } from '../aws/estate/touch.ts';
import { parseArn } from '../aws/read/arn.ts';
import type { Ends } from '../providers/provider.ts';
import { changesPermissionSets } from '../rules/escalation/permission-sets.ts';
import { trustedPrincipals } from '../rules/trust/trust-principals.ts';
import { WORKLOAD_LISTINGS } from './workload-gap.ts';

/**
 * The gap as far as it could change the answer: with the kinds of relation that can stand between the two ends, or null
 * where none can. When in doubt a gap stays.
 */
export function relevant(gap: Unknown, question: Ends, estate: Estate): Unknown | null {
  const ends = { ...question, from: actingAs(question.from, estate) };
  const kinds = gap.kinds.filter((kind) => mayStandBetween(kind, ends, estate));
  if (kinds.length === 0 || !concernsStart(gap, ends, estate) || !concernsEnd(gap, ends, estate)) return null;
  return kinds.length === gap.kinds.length ? gap : { ...gap, kinds };
}

/** A key that is known acts as its owner; whose it is, is no question any more. */
function actingAs(from: string | null, estate: Estate): string | null {
  const key = estate.facts.keys.find((each) => each.id === from);
  if (key === undefined) return from;
  const account = estate.accounts.get(key.account);
  const owner = key.user === null ? account?.arn : account?.userByName.get(key.user)?.id;
  return owner ?? from;
}

/** Relations that end at a principal or an account; what leads to a resource may go over these first. */
const TO_IDENTITY: ReadonlySet<RelationKind> = new Set([
  'authenticates-as',
  'can-assume',
  'session-of',
  'can-become',
  'can-run-as',
  'can-take-over',
  'runs-as',
  'administers-account',
  'can-escalate-to',
  'supplies',
]);

/** Relations that begin at a credential or a session, to which none leads. */
const FROM_CREDENTIAL: ReadonlySet<RelationKind> = new Set(['authenticates-as', 'session-of']);

function mayStandBetween(kind: RelationKind, { from, to }: Ends, estate: Estate): boolean {
  if (from !== null && FROM_CREDENTIAL.has(kind) && isIdentity(estate, from)) return false;
  return to === null || !isIdentity(estate, to) || TO_IDENTITY.has(kind);
}

export function isIdentity(estate: Estate, id: string): boolean {
  return estate.principals.has(id) || [...estate.accounts.values()].some((account) => account.arn === id);
}

/** Listings of identity providers matter where a question begins at one, or nowhere in particular. */
const PROVIDERS = /^(iam:(List|Get)(OpenIDConnect|SAML)Providers?|rolesanywhere:ListTrustAnchors)$/;
/** What is known of keys and passwords matters to who may make them for others, and to who may act as such a one. */
const CREDENTIALS = /^iam:(ListAccessKeys|GetLoginProfile|GetCredentialReport|GenerateCredentialReport)$/;

const PUBLIC_ACCESS_BLOCKS = /^s3(control)?:GetPublicAccessBlock$/;

function concernsStart({ operation, kinds }: Unknown, { from, to }: Ends, estate: Estate): boolean {
  if (from === null) return true;
  if (PROVIDERS.test(operation)) return !isIdentity(estate, from);
  const principal = estate.principals.get(from);
  // What is open to the public is closed or not for outsiders alone.
  if (PUBLIC_ACCESS_BLOCKS.test(operation)) return !principal;
  if (principal && WORKLOAD_LISTINGS.has(operation)) return movesOn(principal, estate);
  if (principal && operation === 'sso:ListInstances')
    return changesPermissionSets(principal) || movesOn(principal, estate);
  // Image repositories lead to an identity by what runs their images.
  if (principal && to !== null && isIdentity(estate, to) && operation.startsWith('ecr:'))
    return movesOn(principal, estate);
  if (!principal || !kinds.includes('can-become')) return true;
  return !CREDENTIALS.test(operation) || movesOn(principal, estate);
}

function touches({ set }: Principal, actions: readonly string[]): boolean {
  return actions.some((action) => !isNothing(reach(set, action)));
}

/** Actions by which a principal hands a role to a workload, or gets inside one that has a role. */
const WORKLOADS = [
  'iam:PassRole',
  'apprunner:UpdateService',
  'autoscaling:CreateAutoScalingGroup',
  'batch:SubmitJob',
  'bedrock-agentcore:InvokeCodeInterpreter',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:UpdateStack',
  'codebuild:StartBuild',
  'codebuild:StartBuildBatch',
  'codedeploy:CreateDeployment',
  'ec2:CreateLaunchTemplateVersion',
  'ec2:ModifyInstanceAttribute',
  'ec2:ModifyLaunchTemplate',
  'ec2-instance-connect:SendSSHPublicKey',
  'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
  'ecr:PutImage',
  'ecs:ExecuteCommand',
  'eks:CreateAccessEntry',
  'glue:UpdateDevEndpoint',
  'glue:UpdateJob',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'sagemaker:CreatePresignedNotebookInstanceUrl',
  'sagemaker:CreateNotebookInstanceLifecycleConfig',
  'ssm:SendCommand',
  'ssm:StartAutomationExecution',
  'ssm:StartSession',
  'states:UpdateStateMachine',
];

const WAYS_TO_OTHERS = [
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:UpdateAssumeRolePolicy',
  'iam:AddUserToGroup',
  'sts:AssumeRole',
];

/** Whether a principal could act as another at all: by its own policies, or because a role's trust names it. */
function movesOn(principal: Principal, estate: Estate): boolean {
  if (touches(principal, WAYS_TO_OTHERS) || touches(principal, WORKLOADS)) return true;
  for (const { roles } of estate.accounts.values())
    for (const { fact } of roles)
      for (const each of fact.trust ? trustedPrincipals(fact.trust) : [])
        if (each.type === 'anyone' || (each.type === 'arn' && principalNamed(estate, each.arn) === principal))
          return true;
  return false;
}

/** Services whose resources are described by operations of the same name; of others nothing is collected. */
const RESOURCE_SERVICES: ReadonlySet<string> = new Set([
  's3',
  'secretsmanager',
  'kms',
  'dynamodb',
  'ssm',
  'sqs',
  'sns',
  'ecr',
  'rds',
]);

/** Gaps about resources matter to resources of the same service, and those about keys to what a key encrypts. */
function concernsEnd({ operation }: Unknown, { to }: Ends, estate: Estate): boolean {
  const service = operation.slice(0, operation.indexOf(':'));
  if (to === null || !RESOURCE_SERVICES.has(service)) return true;
  const wanted = parseArn(to)?.service;
  if (wanted === undefined || !RESOURCE_SERVICES.has(wanted) || service === wanted) return true;
  const known = estate.facts.resources.find((resource) => resource.arn === to);
  return service === 'kms' && known?.encryptionKey !== null;
}
