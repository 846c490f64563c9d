import type { ControllerFact, PodFact } from '../../kubernetes/read/facts.ts';
import { below, type Edit, remove, replace } from '../edit.ts';
import type { ChangeOf, Configuration, EditsOf } from './edits-of.ts';
import { notChangeable } from './find.ts';
import { workloadOf } from './kubernetes-accounts.ts';

/** Pods that are made anew as they are leave everything as it was, unless admission refuses them. */
export const restartWorkload: EditsOf<'restart-workload'> = ({ workload }, configuration) => {
  const { own } = workloadOf(workload, configuration);
  if (own.owner !== null)
    throw notChangeable(workload, `it is made by the ${own.owner.kind} ${own.owner.name}: name that`);
  return [];
};

/** The workload with no pod left: a controller wants none, which is how a manifest says that none runs. */
export function endWorkload(
  { workload }: ChangeOf<'restart-workload'>,
  configuration: Configuration,
): readonly Edit[] {
  const { own, made } = workloadOf(workload, configuration);
  return [own, ...made].map((each) =>
    isPod(each) ? remove(each.ref) : replace(below(each.ref, 'spec', 'replicas'), 0),
  );
}

function isPod(each: PodFact | ControllerFact): each is PodFact {
  return !('kind' in each);
}
