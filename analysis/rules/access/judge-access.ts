import { isJsonObject, type Json } from '../../../schema/json.ts';
import type { Resource } from '../../aws/estate/estate.ts';
import { touched } from '../../aws/estate/permissions.ts';
import {
  isNothing,
  mayTouch,
  statementsOf,
  type Touch,
  textList,
  touch,
  touchOf,
} from '../../aws/estate/touch.ts';
import { wildcard } from '../../aws/estate/wildcard.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import type { ResourceKind } from '../../aws/read/facts.ts';
import { judge } from '../judge.ts';
import { all, any, conditional, type Outcome } from '../outcome.ts';
import type { Scene } from '../rule.ts';
import { judgeTagged } from '../tagged.ts';
import { stateOfKey, withKey } from './data-key.ts';
import type { Level } from './levels.ts';
import { type AccessAsker, directly, requestedIn } from './request-context.ts';

/** Stands for whatever an object is called; patterns of grants are tried on concrete keys. */
export const WITNESS = 'trustpath-witness';

/** Whether the asker has the level of access to the resource; null where nothing of its could even touch it. */
export function judgeAccess(
  asker: AccessAsker,
  resource: Resource,
  level: Level,
  scene: Scene,
): Outcome | null {
  const ways: Outcome[] = [];
  const needed: Outcome[] = [];
  for (const action of level.actions) {
    const found = byAction(asker, resource, level, action, scene);
    // Of one that nothing touches no words could be found, only that it is lacking.
    if (level.every && found === null) return null;
    if (found) (level.every ? needed : ways).push(found);
    if (found?.verdict === 'allow' && !level.every) break;
  }
  if (level.versions !== undefined && ways.every(({ verdict }) => verdict !== 'allow')) {
    const found = byAction(asker, resource, level, level.versions, scene);
    if (found && found.verdict !== 'deny') ways.push(all([found, conditional(NAMED_VERSION)]));
  }
  const best = level.every ? all(needed) : any(ways);
  if (!best || best.verdict === 'deny') return best;
  const whole = all([best, ...(level.besides ?? []).map((action) => judge(asker, asker.set, action, '*'))]);
  if (level.kind === 'can-decrypt') return all([whole, stateOfKey(resource)]);
  return whole.verdict !== 'deny' && level.decrypts
    ? withKey(whole, 'kms:Decrypt', asker, resource, scene)
    : whole;
}

const NAMED_VERSION =
  'an object is asked for by the id of a version, which is "null" for what was stored without versioning';

/** The best outcome of one action over what it can be asked on; null where nothing of the asker's could even touch it. */
function byAction(
  asker: AccessAsker,
  resource: Resource,
  level: Level,
  action: string,
  scene: Scene,
): Outcome | null {
  const ways: Outcome[] = [];
  for (const target of targetsOf(asker, resource, level, action)) {
    const options = {
      resourcePolicy: resource.policy ?? undefined,
      resourceAccount: resource.fact.account,
      context: { ...requestedIn(resource), ...CONTEXT[resource.fact.kind]?.(asker) },
    };
    // Of other kinds the tags are not surely all there are.
    const tags = resource.fact.kind === 'secret' ? resource.fact.tags : null;
    const outcome = judgeTagged(asker, asker.set, action, target, options, tags);
    const whole =
      outcome.verdict !== 'deny' && level.encrypts?.includes(action)
        ? withKey(outcome, 'kms:GenerateDataKey', asker, resource, scene)
        : outcome;
    ways.push(inRealNames(whole, asker));
    if (whole.verdict === 'allow') break;
  }
  return any(ways);
}

/** Keys that a service sets only when it acts for an account: a principal's own request carries none. */
const NOT_A_SERVICE: RequestContext = { 'aws:SourceOwner': [], 'aws:SourceAccount': [], 'aws:SourceArn': [] };

/** What is known of a request to a kind of resource besides who makes it. */
const CONTEXT: Partial<Readonly<Record<ResourceKind, (asker: AccessAsker) => RequestContext>>> = {
  'kms-key': directly,
  'sqs-queue': () => NOT_A_SERVICE,
  'sns-topic': () => NOT_A_SERVICE,
};

/** The words of a proof without the stand-ins that the question was asked with. */
function inRealNames(outcome: Outcome, asker: AccessAsker): Outcome {
  if (outcome.steps.length + outcome.conditions.length === 0) return outcome;
  const named = (text: string) =>
    text.replaceAll(WITNESS, '…').replaceAll(asker.arn, asker.kind === 'outsider' ? asker.name : asker.arn);
  return {
    ...outcome,
    conditions: outcome.conditions.map(named),
    steps: outcome.steps.map((each) => ({ ...each, says: named(each.says) })),
  };
}

/** Whether a touch may mean the resource, or an object in it: a quick look before asking. */
export function mayMean(found: Touch, resource: Resource, level: Level): boolean {
  if (isNothing(found)) return false;
  if (found.all || found.templates.length > 0) return true;
  if (!level.onObjects) return mayTouch(found, resource.fact.arn);
  return objectKeys(found, resource.fact.arn, `${resource.fact.arn}/${WITNESS}`).length > 0;
}

/** What to ask on: the resource itself, or concrete object keys that some statement could mean. */
function targetsOf(asker: AccessAsker, resource: Resource, level: Level, action: string): readonly string[] {
  const { fact, policy } = resource;
  const own = touchOf(touched(asker.set, action), asker);
  const granted = policy ? grantedTo(policy.document, action, asker) : null;
  if (!level.onObjects) return mayTouch(own, fact.arn) || granted ? [fact.arn] : [];
  const object = `${fact.arn}/${WITNESS}`;
  const found = [
    ...objectKeys(own, fact.arn, object),
    ...(granted ? objectKeys(granted, fact.arn, object) : []),
  ];
  return [...new Set(found)].slice(0, 20);
}

const NONE: Touch = { all: false, literals: new Set(), patterns: [], templates: [] };

function grantedTo(document: Json, action: string, asker: AccessAsker): Touch | null {
  const found = touchOf(touch(document, action), asker);
  return found.all || found.literals.size > 0 || found.patterns.length > 0 || found.templates.length > 0
    ? found
    : null;
}

/** Keys of objects under the bucket that a grant's patterns cover. The name is a stand-in; the prefix is the grant's. */
function objectKeys(found: Touch = NONE, bucket: string, object: string): readonly string[] {
  const keys = found.all || mayTouch(found, object) ? [object] : [];
  for (const pattern of [...found.patterns, ...found.literals]) {
    const resource = pattern.split(':').slice(5).join(':');
    const slash = resource.indexOf('/');
    const name = bucket.slice(bucket.lastIndexOf(':') + 1);
    if (slash < 0 || !wildcard(resource.slice(0, slash)).test(name)) continue;
    const key = resource
      .slice(slash + 1)
      .replaceAll('*', WITNESS)
      .replaceAll('?', 'x');
    if (key !== '') keys.push(`${bucket}/${key}`);
  }
  return keys;
}

/** Principals that a resource policy's Allow statements name, as written. */
export function namedByPolicy(
  resource: Resource,
): readonly { readonly type: string; readonly value: string }[] {
  if (!resource.policy) return [];
  const found: { type: string; value: string }[] = [];
  for (const statement of statementsOf(resource.policy.document)) {
    if (statement.Effect !== 'Allow') continue;
    if (statement.NotPrincipal !== undefined || statement.Principal === '*')
      found.push({ type: 'AWS', value: '*' });
    if (!isJsonObject(statement.Principal)) continue;
    for (const [type, values] of Object.entries(statement.Principal))
      for (const value of textList(values)) found.push({ type, value });
  }
  return found;
}
