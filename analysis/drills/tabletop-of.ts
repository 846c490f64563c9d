import type { DrillKind } from '../../schema/case/drill-kinds.ts';
import type { TrustPath } from '../../schema/contract.ts';
import { withoutControlPaths } from '../../schema/control-paths.ts';
import type { DrillInject, DrillStep, Tabletop } from '../../schema/drills.ts';
import type { Unknown } from '../../schema/records.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Step } from '../containment/step.ts';
import { alertWords } from './alert-words.ts';
import { injectsOf } from './injects.ts';

/** Steps that a record of a drill can hold. */
const MOST_STEPS = 200;

export interface TabletopParts {
  readonly kind: DrillKind;
  readonly reader: SnapshotReader;
  readonly foothold: EntityRow;
  /** The principal that the foothold authenticates as; the foothold itself where it is none's credential. */
  readonly owner: EntityRow;
  /** The surest paths from the foothold, one to each crown jewel, none of them less sure than the first. */
  readonly paths: readonly TrustPath[];
  readonly containment: readonly Step[];
  readonly why: string;
  readonly unknowns: readonly Unknown[];
}

/**
 * The drill over the first of the paths: surest first, then shortest, then by id. A path that goes on from an account
 * which it administers already says nothing of its own, and is not drilled. Null where there is no path.
 */
export function tabletopOf(parts: TabletopParts): Tabletop | null {
  const { kind, reader, foothold, owner, containment } = parts;
  const [path] = withoutControlPaths(parts.paths).paths;
  if (!path) return null;
  const jewel = reader.entityById(path.to);
  const alert = alertWords(kind, foothold);
  const others = parts.paths.map(({ to }) => to).filter((to) => to !== path.to);
  const injects = injectsOf(path, alert, owner.id, [...new Set(others)], reader);
  return {
    kind,
    snapshot: reader.info().digest ?? '',
    foothold: { id: foothold.id, kind: foothold.kind, name: foothold.name },
    jewel: jewel
      ? { id: jewel.id, kind: jewel.kind, name: jewel.name }
      : { id: path.to, kind: 'imported-entity', name: path.to },
    verdict: path.verdict,
    why: `${parts.why} Drilled is the way to ${jewel?.name ?? path.to}: of those from there the surest, and of the surest the shortest.`,
    scenario: `This is a drill: nothing of it has happened, and no system is touched. ${alert} Since when is not known.`,
    injects,
    plan: containment.slice(0, MOST_STEPS).map((step) => ({ ...step, minute: minuteOf(step, injects) })),
    unknowns: parts.unknowns.map((gap) => ({ ...gap, kinds: [...gap.kinds] })),
  };
}

/** When the team has been told what a step is about; with the alert where the step names nothing that is told. */
function minuteOf({ entity }: Pick<DrillStep, 'entity'>, injects: readonly DrillInject[]): number {
  if (entity === null) return 0;
  const told = injects.find(({ entities }) => entities.includes(entity));
  return told?.minute ?? injects.at(-1)?.minute ?? 0;
}
