import { z } from 'zod';
import { AWS_CHANGES } from './changes/aws.ts';
import { CREDENTIAL_CHANGES } from './changes/credentials.ts';
import { GITHUB_CHANGES } from './changes/github.ts';
import { KUBERNETES_CHANGES } from './changes/kubernetes.ts';
import { entity } from './changes/parts.ts';
import { PLACE_CHANGES } from './changes/places.ts';

/**
 * A scenario: an ordered list of changes over an unchanged snapshot. As JSON it is what `whatif --scenario` reads, what
 * a case keeps and what people share. Entities are named by their ids. docs/scenarios.md shows each kind of change.
 */
export const CHANGES = {
  ...CREDENTIAL_CHANGES,
  ...AWS_CHANGES,
  ...KUBERNETES_CHANGES,
  ...GITHUB_CHANGES,
  ...PLACE_CHANGES,
} as const;

export type ChangeKind = keyof typeof CHANGES;
export type Change = { [K in ChangeKind]: z.output<(typeof CHANGES)[K]> }[ChangeKind];

type Shape = (typeof CHANGES)[ChangeKind];
/** The union of all kinds, told apart by `change`: a mistake is reported for the kind that was meant. */
const change = z.discriminatedUnion(
  'change',
  Object.values(CHANGES) as [Shape, ...Shape[]],
) as unknown as z.ZodType<Change, Change>;

export const scenario = z.strictObject({
  name: z.string().max(256).optional(),
  /** Where an attacker starts; without any, every credential and every relation that is lost or gained. */
  from: z.array(entity).max(1_000).optional(),
  changes: z.array(change).min(1).max(10_000),
});

export type Scenario = z.output<typeof scenario>;
