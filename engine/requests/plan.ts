import { estatesOf } from '../../analysis/estates.ts';
import { lookupOf } from '../../analysis/inventory/lookup.ts';
import { ownershipScene } from '../../analysis/inventory/ownership.ts';
import type { InventoryScene } from '../../analysis/inventory/scene.ts';
import { concernedBy } from '../../analysis/plan/concerned-by.ts';
import { planOf } from '../../analysis/plan/plan-of.ts';
import { usesLeftBehind } from '../../analysis/scenario/left-behind.ts';
import { observedUse } from '../../analysis/scenario/observed-use.ts';
import type { Path } from '../../analysis/scenario/path-changes.ts';
import { whatIf } from '../../analysis/scenario/what-if.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { Change } from '../../schema/scenario.ts';
import type { RequestContext } from '../request-context.ts';
import type { Session } from '../sessions.ts';

type Step = Output<'plan'>['steps'][number];

/** The steps by which a person makes the changes of a scenario. Nothing is run. */
export function planRequest(
  { handle, changes, effects }: ParsedInput<'plan'>,
  { sessions, signal }: RequestContext,
): Output<'plan'> {
  const session = sessions.get(handle);
  const { reader } = session;
  const steps = planOf(reader, changes, (id) => reader.entityById(id));
  const estates = estatesOf(reader);
  const ownership = ownershipScene(reader, estates, lookupOf(estates));
  return {
    steps: steps.map(
      (step): Step => ({
        ...(step as Omit<Step, 'owner' | 'effect'>),
        owner: whoOwns(step.change, session, ownership),
        effect: effects === true ? effectOf(step.change, session, signal) : null,
      }),
    ),
  };
}

/** Whom to ask: what was marked in the case goes before what the inventory proposes, the nearest first. */
function whoOwns(change: Change, session: Session, ownership: InventoryScene): Step['owner'] {
  const concerned = concernedBy(change, ownership.estates);
  for (const id of concerned) {
    const name = session.ownerOf(id);
    if (name !== null) return { name, says: `marked in the case for ${id}` };
  }
  for (const id of concerned) {
    const entity = ownership.entityById(id);
    const claim = entity ? ownership.ownerOf(entity) : null;
    if (claim) return { name: claim.owner, says: `${id}: ${claim.says}` };
  }
  return null;
}

function effectOf(change: Change, session: Session, signal: AbortSignal): NonNullable<Step['effect']> {
  const before = session.derivation(signal);
  const outcome = whatIf(before, { changes: [change] }, signal);
  const { relations, lost, gained } = outcome;
  const taken = [...relations.lost, ...relations.changed.map((each) => each.before)];
  return {
    relations: relations.lost.length,
    paths: endsOf(lost),
    opens: endsOf(gained),
    breaks: [
      ...usesLeftBehind(before, outcome),
      ...observedUse(taken, estatesOf(session.reader), [change]),
    ].map((use) => ({ ...use })),
  };
}

function endsOf(paths: readonly Path[]): { from: string; to: string }[] {
  return paths.flatMap((path) => {
    const [first, last] = [path[0], path.at(-1)];
    return first && last ? [{ from: first.from, to: last.to }] : [];
  });
}
