import { resolvePointer } from '../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import { estatesOf } from '../estates.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import { admittedEdits } from '../scenario/admission/admitted-edits.ts';
import type { Configuration } from '../scenario/changes/edits-of.ts';
import { editsOf } from '../scenario/changes/registry.ts';
import { editDocument } from '../scenario/edited-document.ts';
import { placeChange } from '../scenario/place-change.ts';
import { type PlanContext, type PlanStep, STAGES, type StepParts } from './plan-step.ts';
import { STEPS } from './steps/registry.ts';

/**
 * A plan for the changes of a scenario: what stops the harm first, what cannot be undone last. Commands are text for a
 * person to read and run.
 * @throws TrustpathError where a change cannot be made in this snapshot
 */
export function planOf(
  source: ObservationSource,
  changes: readonly Change[],
  entity: Configuration['entity'],
): readonly PlanStep[] {
  const configuration: Configuration = {
    estates: estatesOf(source),
    entity,
    document: (id) => source.document(id),
  };
  const { refused } = admittedEdits(changes, configuration);
  const refusals = new Map(refused.map((each) => [each.change, each]));
  const steps = changes.flatMap((change, index) => {
    const step = stepOf(change, source, configuration);
    const refusal = refusals.get(index);
    if (!step || !refusal) return step ?? [];
    const says = `The admission policy ${refusal.by} of the scenario refuses it: ${refusal.message}`;
    return { ...step, note: step.note === '' ? says : `${says} ${step.note}` };
  });
  return steps.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}

function stepOf(change: Change, source: ObservationSource, configuration: Configuration): PlanStep | null {
  if (change.change === 'guard') return null;
  const edits = editsOf(change, configuration);
  // Pods that are made anew as they are leave every document as it is.
  if (edits.length === 0 && change.change !== 'restart-workload') return { ...NOTHING, change };
  const meant = change.change === 'remove-at' ? byName(change, source, configuration) : change;
  // The table has for each kind of change the function that takes it.
  const step = STEPS[meant.change] as (change: Change, context: PlanContext) => StepParts | null;
  const parts = step(meant, {
    source,
    configuration,
    edits,
    around: (ref) => around(ref, source, edits),
  });
  return parts && { note: '', document: null, ...parts, change };
}

/** What is removed at a place, by the name that people call the change by, where it has one. */
function byName(
  change: Extract<Change, { change: 'remove-at' }>,
  source: ObservationSource,
  { estates }: Configuration,
): Change {
  const document = source.document(change.at.observation);
  return placeChange(document, change.at, { from: '', to: '' }, estates)?.change ?? change;
}

const NOTHING: Omit<PlanStep, 'change'> = {
  stage: 'repair',
  title: 'Nothing has to be done: it is so already',
  note: '',
  document: null,
  commands: [],
  test: [],
  rollback: [],
};

function around(ref: EvidenceRef, source: ObservationSource, edits: PlanContext['edits']) {
  const document = source.document(ref.observation);
  const own = edits.filter(({ observation }) => observation === ref.observation);
  // What is removed as a whole has no after; elements that follow it in a list would take its place.
  const gone = own.some(
    ({ op, pointer }) =>
      op === 'remove' && (ref.pointer === pointer || ref.pointer.startsWith(`${pointer}/`)),
  );
  return {
    before: resolvePointer(document, ref.pointer) ?? null,
    after: gone ? null : (resolvePointer(editDocument(document, own).document, ref.pointer) ?? null),
  };
}
