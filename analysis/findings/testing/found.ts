import { buildEstates, readFacts } from '../../estates.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { createScene } from '../../rules/scene.ts';
import { type SmallAccount, smallAccount } from '../../rules/testing/small-account.ts';
import type { Finding } from '../finding-rule.ts';
import { findingsOf } from '../findings-of.ts';

/** What a rule finds in an account written down in a few lines. */
export function found(rule: string, account: SmallAccount): readonly Finding[] {
  return foundIn(smallAccount(account)).filter((finding) => finding.rule === rule);
}

export function foundIn(source: ObservationSource): readonly Finding[] {
  return findingsOf(createScene(buildEstates(readFacts(source))));
}

/** The same as short lines: `high arn:…`. */
export function lines(rule: string, account: SmallAccount): readonly string[] {
  return found(rule, account).map(
    ({ severity, entity }) => `${severity} ${entity.replace(/^arn:aws:iam::\d+:(user|role|policy)\//, '')}`,
  );
}
