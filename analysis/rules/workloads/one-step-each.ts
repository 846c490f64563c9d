import type { ProofStep } from '../../../schema/records.ts';

/** One step for each statement that allows, with all that it allows; other steps as they are. Order is kept. */
export function oneStepEach(steps: readonly ProofStep[]): readonly ProofStep[] {
  const groups = Map.groupBy(steps, (each) => {
    const grant = readGrant(each.says);
    return `${each.observation} ${each.pointer} ${grant ? grant.title : each.says}`;
  });
  return [...groups.values()].map((group) => {
    const [first] = group as [ProofStep];
    const grants = group.flatMap((each) => readGrant(each.says) ?? []);
    if (grants.length < 2) return first;
    const byResources = Map.groupBy(byAction(grants), ([, resources]) => resources);
    const told = [...byResources].map(
      ([resources, actions]) => `${listed(actions.map(([action]) => action))} on ${resources}`,
    );
    return { ...first, says: `${grants[0]?.title} allows ${told.join(', and ')}.` };
  });
}

interface Grant {
  readonly title: string;
  readonly action: string;
  readonly resource: string;
}

/** A grant with a condition is told by itself. */
function readGrant(says: string): Grant | null {
  const found = /^(Statement .*?) allows (\S+) on ([^.]*?|\S*?)\.$/.exec(says);
  if (!found || / (if|where|to) /.test(found[3] as string)) return null;
  return { title: found[1] as string, action: found[2] as string, resource: found[3] as string };
}

function byAction(grants: readonly Grant[]): readonly (readonly [action: string, resources: string])[] {
  return [...Map.groupBy(grants, ({ action }) => action)].map(
    ([action, same]) => [action, listed([...new Set(same.map(({ resource }) => resource))])] as const,
  );
}

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
