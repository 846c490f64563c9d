import type { Principal } from '../../aws/estate/estate.ts';
import { type HeldPolicy, type PowerSet, reach } from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, type Touch, touchOf } from '../../aws/estate/touch.ts';
import { wildcard } from '../../aws/estate/wildcard.ts';
import { WITNESS } from '../access/judge-access.ts';
import { judge } from '../judge.ts';
import { all, any, type Outcome } from '../outcome.ts';
import { judgeTagged } from '../tagged.ts';

/**
 * One permission that a technique needs: the action, and the resources that it is asked about, every one of them. A
 * resource is an ARN without its beginning, with R for the region, A for the account and * for a name that whoever asks
 * may choose, or `*` where the action has none, or `it` for the workload concerned and `within` for what it is in. Which resources an action has is
 * said by the Service Authorization Reference.
 */
export type Need = readonly [action: string, ...on: string[]];

const regions = new WeakMap<PowerSet, readonly string[]>();
const REGION = /\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-gov)?-[a-z]+-\d\b/g;
const MOST_REGIONS = 20;

/** Where the organization speaks of regions it may close the usual one: these are old, and on in every account. */
const OTHERS = ['us-west-2', 'eu-west-1', 'ap-southeast-1'];

/**
 * Regions to try: whoever asks may choose one, so each that its policies, or those of the organization, mention is worth
 * it.
 */
function regionsOf({ set, guards }: Principal): readonly string[] {
  let found = regions.get(set);
  if (!found) {
    const around = guards.scp.levels.flatMap((level) => level.policies);
    const mentioned = (policies: readonly HeldPolicy[]) =>
      policies.flatMap(({ document }) => JSON.stringify(document).match(REGION) ?? []);
    const closed = mentioned(around);
    const own = mentioned([...set.identity, ...(set.boundary ? [set.boundary] : [])]);
    const others = closed.length > 0 ? OTHERS : [];
    found = [...new Set(['us-east-1', ...own, ...closed, ...others])].slice(0, MOST_REGIONS);
    regions.set(set, found);
  }
  return found;
}

/** Whether asking the evaluator is worth it. */
export function reachesEvery({ set }: Principal, needs: readonly Need[]): boolean {
  return needs.every(([action]) => !isNothing(reach(set, action)));
}

/** Whether the principal holds every one of the needs, in one region of its choice; on `it` where that is given. */
export function holdsEvery(
  principal: Principal,
  needs: readonly Need[],
  it: Existing | null = null,
): Outcome {
  const places = it?.region ? [it.region] : regionsOf(principal);
  return any(places.map((region) => all(needs.map((need) => holds(principal, need, region, it))))) as Outcome;
}

/** The needs where `it` is not known: any of its shape may be meant. */
export function ofShape(needs: readonly Need[], shape: string): readonly Need[] {
  return needs.map(
    ([action, ...on]) =>
      [
        action,
        ...on.map((each) => (each === 'it' ? shape : each === 'within' ? 'ecs:R:A:cluster/*' : each)),
      ] as const,
  );
}

/** Something that is there already. */
export interface Existing {
  readonly arn: string;
  readonly region: string | null;
  readonly tags?: Readonly<Record<string, string>> | null;
  /** The ECS cluster of a task. */
  readonly within?: string | null;
}

export function holds(principal: Principal, need: Need, region: string, it: Existing | null): Outcome {
  const [action, ...on] = need;
  const context = { 'aws:RequestedRegion': region };
  return all(
    on.map((template) => {
      if (template === 'it' && it)
        return judgeTagged(principal, principal.set, action, it.arn, { context }, it.tags ?? null);
      if (template === 'within' && it?.within)
        return judge(principal, principal.set, action, it.within, { context });
      const found = touchOf(reach(principal.set, action), principal);
      const tried = candidates(found, template, principal, region).map((arn) =>
        inWords(judge(principal, principal.set, action, arn, { context }), arn),
      );
      return any(tried) as Outcome;
    }),
  );
}

/** Names that whoever asks would choose: any at all, else one for each pattern that is granted. */
function candidates(
  found: Touch,
  template: string,
  { account, arn }: Principal,
  region: string,
): readonly string[] {
  if (template === '*') return ['*'];
  const parts = template.split(':').map((part) => (part === 'R' ? region : part === 'A' ? account : part));
  const shape = `arn:${arn.split(':')[1]}:${parts.join(':')}`;
  const preferred = shape.replaceAll('*', WITNESS);
  const chosen = mayTouch(found, preferred) ? [preferred] : [];
  for (const pattern of [...found.patterns, ...found.literals]) {
    const resource = pattern.split(':').slice(5).join(':');
    if (resource === '' || !wildcard(shape).test(named(preferred, resource))) continue;
    const candidate = named(preferred, resource);
    if (wildcard(pattern).test(candidate)) chosen.push(candidate);
  }
  return chosen.length > 0 ? [...new Set(chosen)] : [preferred];
}

function named(base: string, resource: string): string {
  const name = resource.replaceAll('*', WITNESS).replaceAll('?', 'x');
  return [...base.split(':').slice(0, 5), name].join(':');
}

/** What stands for a name of one's choice is called what it is. */
function inWords(outcome: Outcome, arn: string): Outcome {
  if (!arn.includes(WITNESS)) return outcome;
  const type = arn.split(':')[5]?.split('/')[0] ?? '';
  const name = type.replaceAll('-', ' ');
  const plain = arn.endsWith(`${type}/${WITNESS}`) || arn.endsWith(`${type}:${WITNESS}`);
  const words = plain ? `${/^[aeiou]/i.test(type) ? 'an' : 'a'} ${name}` : arn.replaceAll(WITNESS, '…');
  const inPlain = <T extends { readonly says: string }>(each: T): T => ({
    ...each,
    says: each.says.replaceAll(arn, words),
  });
  return { ...outcome, steps: outcome.steps.map(inPlain), blockers: outcome.blockers.map(inPlain) };
}
