import { throwIfCancelled } from '../../../schema/errors.ts';
import type { Relation } from '../../../schema/records.ts';
import { ask } from '../../derive.ts';
import { kubernetes } from '../../providers/kubernetes.ts';
import { looksAtClusters } from '../../rules/looks.ts';
import { RULES } from '../../rules/registry.ts';
import type { Scene, SubjectKind, SubjectLists, Subjects } from '../../rules/rule.ts';
import type { AskedAgain } from './ask-aws-again.ts';
import type { Baseline } from './baseline.ts';

/** Asks every rule that looks at clusters again, for all of its subjects. */
export function askClustersAgain(base: Baseline, scene: Scene, signal?: AbortSignal): AskedAgain {
  const gone = new Set<number>();
  const found: Relation[] = [];
  const subjects: SubjectLists = { ...base.asked.subjects, ...kubernetes.subjects(scene) };
  for (const [number, rule] of RULES.entries()) {
    if (!looksAtClusters(rule)) continue;
    throwIfCancelled(signal);
    const bounds = base.asked.starts[number] as Int32Array;
    for (let relation = bounds[0]!; relation < bounds[bounds.length - 1]!; relation++) gone.add(relation);
    for (const subject of subjects[rule.subject] as readonly Subjects[SubjectKind][])
      ask(rule, subject, scene, found);
  }
  return settled(base, gone, found);
}

/** Relations that come out as they were are neither gone nor found. */
function settled(base: Baseline, gone: Set<number>, found: readonly Relation[]): AskedAgain {
  const old = new Map<string, number[]>();
  for (const relation of gone) {
    const key = keyOf(base.relations[relation]!);
    const known = old.get(key);
    if (known) known.push(relation);
    else old.set(key, [relation]);
  }
  const fresh = found.filter((relation) => {
    const same = old.get(keyOf(relation));
    const at = same?.findIndex((each) => isSame(base.relations[each]!, relation)) ?? -1;
    if (!same || at < 0) return true;
    gone.delete(same[at]!);
    same.splice(at, 1);
    return false;
  });
  return { gone, found: fresh };
}

function keyOf({ from, to, rule }: Relation): string {
  return `${rule}\n${from}\n${to}`;
}

function isSame(one: Relation, other: Relation): boolean {
  return (
    one.kind === other.kind &&
    one.verdict === other.verdict &&
    one.conditions.length === other.conditions.length &&
    one.conditions.every((each, index) => each === other.conditions[index]) &&
    one.proof.length === other.proof.length &&
    one.proof.every((step, index) => {
      const beside = other.proof[index]!;
      return (
        step.observation === beside.observation &&
        step.pointer === beside.pointer &&
        step.says === beside.says
      );
    })
  );
}
