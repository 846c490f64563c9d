import { canonicalJson, type Json } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import type { AwsRequest, Decision, PolicySet, PolicySource, RequestContext } from '../evaluate/types.ts';
import { type CompiledPolicy, compilePolicy, evaluate } from './evaluator.ts';
import type { AccountGuardrails } from './guardrails.ts';
import { flatlyDenies, isNothing, NOTHING, type Touch, touch, touchAny } from './touch.ts';

/** A policy as the estate holds it: compiled, with its document for quick looks and its place for proofs. */
export interface HeldPolicy {
  readonly document: Json;
  readonly ref: EvidenceRef | null;
  readonly name: string;
  readonly compiled: CompiledPolicy;
  /** Whether the answer can depend on which principal asks, beyond its policies. */
  readonly personal: boolean;
  /** Whether it may say something of what the request is about: tags, or the boundary of a principal. */
  readonly aboutTarget: boolean;
  /** The managed policy's ARN and, for hypotheses, where the attachment stands. */
  readonly arn: string | null;
  readonly attachment: EvidenceRef | null;
}

/** The policies that bound what a principal may do by itself. Principals with the same policies share one. */
export interface PowerSet {
  readonly key: string;
  readonly identity: readonly HeldPolicy[];
  readonly boundary: HeldPolicy | null;
  /** Attached policies whose documents were not collected. */
  readonly missing: readonly string[];
  readonly personal: boolean;
  /** A permissions boundary that was not collected: it may cap anything. */
  readonly unseenBoundary: string | null;
  readonly touches: Map<string, Touch>;
  readonly reaches: Map<string, Touch>;
  readonly decisions: Map<string, Decision>;
  /** How many principals have it; answers are kept only where more than one may ask. */
  uses: number;
}

/** Who asks: the ARN of the request and what is known about it. */
export interface Asker {
  readonly arn: string;
  readonly context: RequestContext;
  /** What the organization lets its account do at most, and where in it the account is. */
  readonly guards: AccountGuardrails;
  /** Beginnings of keys of which `context` has all there are: the tags of a user. */
  readonly complete?: readonly string[];
  /** Whoever takes the role on may pass tags that stand before the role's own. */
  readonly mayBeTagged?: boolean;
  /** Unique id of a role, with which the user ids of its sessions begin. */
  readonly sessionOf?: string;
  readonly notBefore: number;
}

/** Keys that differ between principals of one account. */
export const PERSONAL =
  /aws:(username|userid|principal(?!org|account|isawsservice)|token|multifactor|sourceidentity)/i;

const ABOUT_TARGET = /resourcetag\/|iam:permissionsboundary/i;

export function hold(
  document: Json,
  ref: EvidenceRef | null,
  name: string,
  from: { arn?: string; attachment?: EvidenceRef } = {},
): HeldPolicy {
  const source: PolicySource = { document, ref, name };
  const text = JSON.stringify(document);
  return {
    document,
    ref,
    name,
    compiled: compilePolicy(source),
    personal: PERSONAL.test(text),
    aboutTarget: ABOUT_TARGET.test(text),
    arn: from.arn ?? null,
    attachment: from.attachment ?? null,
  };
}

export function powerSet(
  key: string,
  identity: readonly HeldPolicy[],
  boundary: HeldPolicy | null,
  missing: readonly string[] = [],
  unseenBoundary: string | null = null,
): PowerSet {
  return {
    key,
    identity,
    boundary,
    missing,
    unseenBoundary,
    personal: (boundary?.personal ?? false) || identity.some((policy) => policy.personal),
    touches: new Map(),
    reaches: new Map(),
    decisions: new Map(),
    uses: 0,
  };
}

/** What the set's own Allow statements touch with an action. */
export function touched(set: PowerSet, action: string): Touch {
  let found = set.touches.get(action);
  if (!found) {
    found = touchAny(
      set.identity.map((policy) => policy.document),
      action,
    );
    set.touches.set(action, found);
  }
  return found;
}

export interface DecideOptions {
  /** The resource's own policy; for `sts:` actions the role's trust policy. */
  readonly resourcePolicy?: HeldPolicy | undefined;
  readonly context?: RequestContext;
  readonly resourceAccount?: string;
}

/**
 * The same where it is worth asking the evaluator: nothing where the set denies the action outright or its boundary does
 * not allow it at all. Reasons why not come from `touched`.
 */
export function reach(set: PowerSet, action: string): Touch {
  let found = set.reaches.get(action);
  if (!found) {
    found = touched(set, action);
    const { boundary } = set;
    const hopeless =
      !isNothing(found) &&
      (set.identity.some(({ document }) => flatlyDenies(document, action)) ||
        (boundary !== null &&
          (isNothing(touch(boundary.document, action)) || flatlyDenies(boundary.document, action))));
    if (hopeless) found = NOTHING;
    set.reaches.set(action, found);
  }
  return found;
}

/**
 * Decides one request by the set, with a resource or trust policy where there is one, within what the organization allows
 * the asker's account and the resource's. Everything that rules derive is asked here.
 */
export function decide(
  asker: Asker,
  set: PowerSet,
  action: string,
  resource: string,
  options: DecideOptions = {},
): Decision {
  const { resourcePolicy, context, resourceAccount } = options;
  const { guards } = asker;
  const owner = guardsOfResource(asker, resource, options);
  const keep =
    set.uses > 1 &&
    !set.personal &&
    resourcePolicy === undefined &&
    !guards.scp.personal(action) &&
    !owner.rcp.personal(action);
  const free = guards.all.isLifted ? 'free ' : '';
  const complete = asker.complete?.join() ?? '';
  const key = keep
    ? `${free}${action} ${resource} ${context ? canonicalJson(context as Json) : ''} ${complete}`
    : '';
  if (keep) {
    const known = set.decisions.get(key);
    if (known) return known;
  }
  const policies: PolicySet<CompiledPolicy> = {
    identity: set.identity.map((policy) => policy.compiled),
    ...(set.boundary ? { boundary: set.boundary.compiled } : {}),
    ...(resourcePolicy ? { resource: resourcePolicy.compiled } : {}),
    ...(guards.scp.compiled.length > 0 ? { scp: guards.scp.compiled } : {}),
    ...(owner.rcp.compiled.length > 0 ? { rcp: owner.rcp.compiled } : {}),
  };
  const request: AwsRequest = {
    principal: asker.arn,
    action,
    resource,
    context: { ...asker.context, ...context },
    unknownContext: true,
    ...(asker.complete === undefined ? {} : { completePrefixes: asker.complete }),
    ...(asker.sessionOf === undefined ? {} : { sessionOf: asker.sessionOf }),
    notBefore: asker.notBefore,
    ...(guards.place === undefined ? {} : { principalPlace: guards.place }),
    ...(owner.place === undefined ? {} : { resourcePlace: owner.place }),
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
  };
  let decision = evaluate(request, policies);
  // What the role's own tags keep from it, tags of a session may give.
  const open = decision.verdict === 'deny' && asker.mayBeTagged ? withoutTags(asker.context) : null;
  if (open !== null) {
    const tagged = evaluate({ ...request, context: { ...open, ...context } }, policies);
    if (tagged.verdict === 'conditional')
      decision = { ...tagged, conditions: [...tagged.conditions, BY_SESSION_TAGS] };
    else if (tagged.verdict !== 'deny') decision = tagged;
  }
  if (keep) set.decisions.set(key, decision);
  return decision;
}

const BY_SESSION_TAGS =
  'whoever takes the role on passes session tags instead of its own, as its trust policy lets them (sts:TagSession)';

/** The context with the principal's tags open; null where it has none. */
function withoutTags(context: RequestContext): RequestContext | null {
  const tags = Object.keys(context).filter((key) => key.startsWith('aws:PrincipalTag/'));
  if (tags.length === 0) return null;
  return { ...context, ...Object.fromEntries(tags.map((key) => [key, null])) };
}

/** What the organization allows to be done in the account that owns the resource; the asker's where nothing says it. */
export function guardsOfResource(
  { arn, guards }: Asker,
  resource: string,
  { resourceAccount }: DecideOptions,
): AccountGuardrails {
  return guards.all.of(resourceAccount ?? accountIn(resource) ?? accountIn(arn) ?? '');
}

/** The account in an ARN; null where it has none, as those of S3. */
function accountIn(arn: string): string | null {
  let at = -1;
  for (let colons = 0; colons < 4; colons++) {
    at = arn.indexOf(':', at + 1);
    if (at < 0) return null;
  }
  const account = arn.slice(at + 1, arn.indexOf(':', at + 1));
  return account === '' ? null : account;
}

/** The set with another identity policy: what would be, were it attached. */
export function withPolicy(set: PowerSet, added: HeldPolicy, key: string): PowerSet {
  return powerSet(
    `${set.key}+${key}`,
    // First, so that a proof does not name statements that happen to allow the same.
    [added, ...set.identity],
    set.boundary,
    set.missing,
    set.unseenBoundary,
  );
}

export function withoutBoundary(set: PowerSet): PowerSet {
  return powerSet(`${set.key}-boundary`, set.identity, null, set.missing);
}

export function withBoundary(set: PowerSet, boundary: HeldPolicy, key: string): PowerSet {
  return powerSet(`${set.key}^${key}`, set.identity, boundary, set.missing);
}

/** The set with a policy that says something else, wherever it is attached. */
export function replacing(set: PowerSet, old: HeldPolicy, by: HeldPolicy, key: string): PowerSet {
  const rest = set.identity.filter((policy) => policy !== old);
  return powerSet(`${set.key}/${key}`, [by, ...rest], set.boundary, set.missing, set.unseenBoundary);
}

/** The set without policies that are taken off, each once: what a group gives as well stays. */
export function without(set: PowerSet, gone: readonly HeldPolicy[], key: string): PowerSet {
  const identity = [...set.identity];
  for (const policy of gone) {
    const at = identity.indexOf(policy);
    if (at >= 0) identity.splice(at, 1);
  }
  return powerSet(`${set.key}-${key}`, identity, set.boundary, set.missing, set.unseenBoundary);
}
