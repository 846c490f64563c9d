import { textList } from '../../aws/estate/touch.ts';
import { asOf, daysBefore } from '../../aws/read/as-of.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { UNUSED_DAYS } from './key-words.ts';
import { isOwnedByAws } from './owned-by-aws.ts';
import { allowsAt } from './statements.ts';

export const privilegesNotUsed: FindingRule = {
  id: 'aws-privileges-not-used',
  title: 'A principal may use services that it does not use',
  severity: 'low',
  confidence: 'medium',
  techniques: ['T1078.004'],
  why: 'What is granted and not used is of use only to whoever takes the principal over.',
  remediation: 'Take the services out of the policies that grant them, after asking what runs rarely.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html'],
  subject: 'principal',
  find(principal, scene, emit) {
    if (isOwnedByAws(principal)) return;
    const { facts } = scene.aws;
    const known = facts.lastAccessed.get(principal.arn) ?? facts.lastAccessed.get(principal.id);
    if (!known || known.services.length === 0) return;
    const moment = asOf(facts, principal.source, known.seenAt);
    const granted = grantedServices(
      principal.set.identity
        .flatMap((policy) => (policy.ref ? allowsAt(policy.document, policy.ref) : []))
        .map(({ statement }) => textList(statement.Action)),
    );
    const listed = new Map(known.services.map(({ namespace, at }) => [namespace, at]));
    const isUsed = (service: string) => {
      const days = daysBefore(listed.get(service) ?? null, moment);
      return days !== null && days < UNUSED_DAYS;
    };
    // Only what the report speaks of: it lists the services that the policies granted when it was made.
    const about = [...listed.keys()].filter((service) => granted === 'all' || granted.has(service));
    const unused = about.filter((service) => !isUsed(service)).sort();
    if (unused.length === 0) return;
    emit({
      entity: principal.id,
      title: `${principal.name} may use ${about.length} ${about.length === 1 ? 'service' : 'services'} and did not use ${unused.length === about.length ? 'any' : unused.length} of them in ${UNUSED_DAYS} days`,
      severity: scene.administrators.administers(principal).verdict === 'allow' ? 'medium' : 'low',
      proof: [
        step(
          known.ref,
          `Of the services granted, these have no use on record in ${UNUSED_DAYS} days: ${shown(unused)}.`,
        ),
      ],
      attributes: { granted: about.length, unused },
    });
  },
};

function grantedServices(actions: readonly (readonly string[])[]): 'all' | ReadonlySet<string> {
  const services = new Set<string>();
  for (const action of actions.flat()) {
    const service = action.split(':')[0] ?? '';
    if (service.includes('*')) return 'all';
    services.add(service.toLowerCase());
  }
  return services;
}

function shown(services: readonly string[]): string {
  const few = services.slice(0, 12).join(', ');
  return services.length > 12 ? `${few} and ${services.length - 12} more` : few;
}
