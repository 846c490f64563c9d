import { behaviourOf } from '../../analysis/behaviour/behaviour-of.ts';
import { estatesOf } from '../../analysis/estates.ts';
import type { PeriodFact } from '../../analysis/observed/activity-facts.ts';
import { allActivity } from '../../analysis/observed/all-activity.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';

/** What is usual for an identity by the logs, and what was not. A principal that only logs know may be named too. */
export function behaviourRequest(
  input: ParsedInput<'behaviour'>,
  context: RequestContext,
): Output<'behaviour'> {
  const { reader } = context.sessions.get(input.handle);
  const activity = allActivity(estatesOf(reader));
  const wanted = input.subject.trim();
  const logged = activity.uses.some(({ principal, key }) => principal === wanted || key === wanted);
  const subject = logged ? wanted : resolveEntity(reader, wanted).id;
  const isKey = logged
    ? activity.uses.some(({ key }) => key === subject)
    : reader.entityById(subject)?.kind === 'aws-access-key';
  const found = behaviourOf(
    reader,
    activity,
    isKey ? { key: subject } : { principal: subject },
    input.since ?? null,
  );
  const { baseline } = found;
  const many = <T>(list: readonly T[] | null) => list && [...list];
  return {
    subject,
    since: found.since,
    events: found.events,
    last: found.last,
    logs: found.logs.map(period),
    baseline: baseline && {
      ...baseline,
      networks: many(baseline.networks),
      services: [...baseline.services],
      regions: many(baseline.regions),
      namespaces: many(baseline.namespaces),
      programs: many(baseline.programs),
      callers: [...baseline.callers],
      audiences: many(baseline.audiences),
      usualHours: many(baseline.usualHours),
    },
    deviations: found.deviations.map((each) => ({ ...each, proof: [...each.proof] })),
    notTold: [...found.notTold],
  };
}

export function period({ source, count, errors, first, last }: PeriodFact) {
  return { source, count, errors, first, last };
}
