import type { Hop, Output } from '../../schema/contract.ts';
import { ENTITY_KINDS, type EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { Standing } from '../exceptions/excepted.ts';

type Diff = Output<'diff'>;

/** What is new between two snapshots and asks for somebody's attention; what went is no drift. */
export interface Drift {
  readonly paths: Diff['paths']['opened'];
  /** Relations that came, or became surer, by which a principal or credential gets to act as a principal. */
  readonly trust: readonly Hop[];
  /** All other such relations: what may be done to what. */
  readonly privileges: readonly Hop[];
  readonly identities: Diff['entities']['came'];
  readonly credentials: Diff['entities']['came'];
  readonly expired: Diff['credentials']['expired'];
  /** Exceptions of the case that no longer hold. */
  readonly exceptions: readonly Standing[];
  /** False where no case was given, so that nothing is known of exceptions. */
  readonly hasCase: boolean;
  /** Seen on one side where the other was not looked at: perhaps new, perhaps not. */
  readonly unsure: number;
}

const SURENESS = { unknown: 0, conditional: 1, allow: 2 };

/**
 * Sorts the difference of two snapshots by what a person has to look at. `kindOf`: in the later snapshot; `exceptions`:
 * null where there is no case.
 */
export function driftOf(
  { entities, relations, credentials, paths }: Diff,
  kindOf: (id: string) => EntityKind | null,
  exceptions: readonly Standing[] | null,
): Drift {
  const colour = (kind: EntityKind | null) => (kind ? ENTITY_KINDS[kind].colour : null);
  const surer = relations.changed
    .filter(({ before, after }) => SURENESS[after.verdict] > SURENESS[before.verdict])
    .map(({ after }) => after);
  const fresh = [...relations.came, ...surer];
  const isTrust = ({ to }: Hop) => colour(kindOf(to)) === 'principal';
  return {
    paths: paths.opened,
    trust: fresh.filter(isTrust),
    privileges: fresh.filter((hop) => !isTrust(hop)),
    identities: entities.came.filter(({ kind }) => colour(kind) === 'principal'),
    credentials: entities.came.filter(({ kind }) => colour(kind) === 'credential'),
    expired: credentials.expired,
    exceptions: (exceptions ?? []).filter(({ live }) => !live),
    hasCase: exceptions !== null,
    unsure:
      entities.unsure.filter(({ seen }) => seen === 'after').length +
      relations.unsure.filter(({ seen }) => seen === 'after').length,
  };
}
