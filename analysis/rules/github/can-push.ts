import { canPush } from '../../github/estate/can-push.ts';
import { writersOf } from '../../github/estate/writers.ts';
import type { Blocker } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

export const push: Rule = {
  id: 'github-push',
  title: 'Who may push to a branch, create one, or create tags',
  kind: 'can-push',
  techniques: ['T1677', 'T1195.001'],
  enables:
    'What stands on a branch decides what its workflows do: triggers, permissions and environments are read from there.',
  fix: 'Require a pull request with a review for the branch, let nobody bypass it, and restrict who may create branches and tags where workflows hold power.',
  references: [
    'https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets',
    'https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
  ],
  subject: 'branch',
  derive(branch, _scene, emit) {
    for (const writer of writersOf(branch.repository)) {
      const relation = relationOf('can-push', 'github-push', writer, branch.id, canPush(writer, branch), '');
      if (relation) emit(relation);
    }
  },
  explain(from, to, { github }) {
    const branch = github.branches.find(({ id }) => id === to);
    if (branch === undefined) return [];
    const found: Blocker[] = [];
    for (const writer of writersOf(branch.repository))
      if (writer.id === from) found.push(...canPush(writer, branch).blockers);
    const { ref, name } = branch.repository.fact;
    if (found.length === 0)
      found.push({ ...ref, says: `Nothing that was collected lets ${from} write to ${name}.`, met: 0 });
    return found;
  },
};
