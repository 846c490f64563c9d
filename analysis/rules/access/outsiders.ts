import type { Json } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import type { Resource } from '../../aws/estate/estate.ts';
import type { AccountGuardrails } from '../../aws/estate/guardrails.ts';
import { hold, powerSet } from '../../aws/estate/permissions.ts';
import type { Scene } from '../rule.ts';
import { strangerContext } from '../trust/strangers.ts';
import type { AccessAsker } from './request-context.ts';

/** Stand-ins for who was not collected and asks for access all the same. */

/** Whoever it is has a principal of its own, which is not known. */
export const UNNAMED = { 'aws:PrincipalArn': null, 'aws:userid': null, 'aws:username': null };

/** The account of nobody in particular. */
export const STRANGER = '999999999999';

/**
 * Anyone at all: somebody with an AWS account of their own, and without any credentials where the service answers to such
 * requests, as S3 does. Either may be let in where the other is kept out.
 */
export function anyone(
  resource: Resource,
  document: Json,
  ref: EvidenceRef,
  scene: Scene,
): readonly AccessAsker[] {
  const notBefore = snapshotOf(resource, scene);
  const { guardrails } = scene.aws;
  const role = `arn:aws:iam::${STRANGER}:role/anyone`;
  const stranger = {
    ...outsider(role, STRANGER, ref, 'internet', notBefore, guardrails.of(STRANGER)),
    context: strangerContext(document),
  };
  // An account of one's own may be in no organization, or in some other.
  const strangers = [{ ...stranger, guards: { ...stranger.guards, place: null } }, stranger];
  if (resource.fact.kind !== 's3-bucket') return strangers;
  return [outsider('anonymous', STRANGER, ref, 'internet', notBefore, guardrails.nobody), ...strangers];
}

const everything = powerSet(
  'an outsider',
  [
    hold(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      null,
      'its own policies',
    ),
  ],
  null,
);

/** When the resource was seen: what ended before that is over, whoever asks. */
export function snapshotOf({ fact }: Resource, { aws: estate }: Scene): number {
  return estate.accounts.get(fact.account)?.notBefore ?? 0;
}

export function outsider(
  arn: string,
  account: string,
  ref: EvidenceRef,
  id: string,
  notBefore: number,
  guards: AccountGuardrails,
): AccessAsker & { id: string } {
  return {
    id,
    arn,
    account,
    ref,
    name: id,
    context: {},
    guards,
    notBefore,
    kind: 'outsider',
    set: everything,
  };
}
