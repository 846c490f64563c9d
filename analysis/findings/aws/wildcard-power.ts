import type { ProofStep } from '../../../schema/records.ts';
import { reach } from '../../aws/estate/permissions.ts';
import { isNothing, textList } from '../../aws/estate/touch.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { isOwnedByAws } from './owned-by-aws.ts';
import { allowsAnyResource, allowsAt } from './statements.ts';

/** Services whose whole set of actions decides over others' identities, keys or data. */
const POWERFUL: ReadonlySet<string> = new Set(
  'iam sts organizations sso sso-directory kms secretsmanager ssm s3 lambda ec2 cloudformation dynamodb rds codebuild'.split(
    ' ',
  ),
);

/** Everything in these is everything in the account. */
const DECIDING: ReadonlySet<string> = new Set(['iam', 'organizations']);

export const wildcardPower: FindingRule = {
  id: 'aws-wildcard-power',
  title: 'A principal may do everything in a powerful service',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1078.004', 'T1098.003'],
  why: 'A wildcard grants what the service has today and whatever it gets tomorrow, on resources that nobody named.',
  remediation:
    'Name the actions and the resources; what the principal used is told by its service and action last accessed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  subject: 'principal',
  find(principal, scene, emit) {
    // What makes an administrator is told by rules of its own.
    if (isOwnedByAws(principal)) return;
    if (scene.administrators.administers(principal).verdict === 'allow') return;
    const found = new Map<string, ProofStep>();
    for (const { document, ref, name } of principal.set.identity)
      for (const at of ref ? allowsAt(document, ref) : []) {
        if (!allowsAnyResource(at.statement) || at.statement.Condition !== undefined) continue;
        const services = textList(at.statement.Action)
          .flatMap((action) => /^([a-z0-9-]+):\*$/i.exec(action)?.[1]?.toLowerCase() ?? [])
          .filter((service) => POWERFUL.has(service));
        // A Deny elsewhere may take all of it back.
        for (const service of services)
          if (!found.has(service) && !isNothing(reach(principal.set, `${service}:AnyAction`)))
            found.set(service, step(at.ref, `${at.name} of ${name} allows ${service}:* on every resource.`));
      }
    if (found.size === 0) return;
    const services = [...found.keys()].sort();
    emit({
      entity: principal.id,
      title: `${principal.name} may do everything in ${services.join(', ')}`,
      severity: services.some((service) => DECIDING.has(service)) ? 'high' : 'medium',
      proof: [...found.values()],
      attributes: { services },
    });
  },
};
