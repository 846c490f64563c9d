import { partId } from '../../github/ids.ts';
import type { EnvironmentFact, RepositoryFact } from '../../github/read/facts.ts';
import { append, below, type Edit, ofCalls, remove, replace } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

export const setEnvironmentReviewers: EditsOf<'set-environment-reviewers'> = (change, configuration) => {
  const { environment, asked } = environmentOf(change.environment, configuration);
  const { reviewersRef } = environment.rules;
  const reviewers = change.reviewers.map(({ kind, name }) =>
    kind === 'team'
      ? { type: 'Team', reviewer: { slug: name } }
      : { type: 'User', reviewer: { login: name } },
  );
  const edits: Edit[] = [];
  if (reviewersRef && reviewers.length === 0) edits.push(remove(reviewersRef));
  else if (reviewersRef) {
    edits.push(replace(below(reviewersRef, 'reviewers'), reviewers));
    if (change.preventSelfReview !== undefined)
      edits.push(replace(below(reviewersRef, 'prevent_self_review'), change.preventSelfReview));
  } else if (reviewers.length > 0)
    edits.push(
      append(below(environment.ref, 'protection_rules'), {
        type: 'required_reviewers',
        reviewers,
        prevent_self_review: change.preventSelfReview ?? false,
      }),
    );
  return edits.map((edit) => ofCalls(edit, asked));
};

/** Patterns stand in the policy itself: the list of them is an answer that an environment without any has not. */
export const setEnvironmentBranches: EditsOf<'set-environment-branches'> = (
  { environment: id, branches },
  configuration,
) => {
  const { environment, asked } = environmentOf(id, configuration);
  const policy =
    branches === 'all'
      ? null
      : branches === 'protected'
        ? { protected_branches: true, custom_branch_policies: false }
        : {
            protected_branches: false,
            custom_branch_policies: true,
            branch_policies: branches.map((name) => ({ name, type: 'branch' })),
          };
  return [ofCalls(replace(below(environment.ref, 'deployment_branch_policy'), policy), asked)];
};

type Ruled = EnvironmentFact & { readonly rules: NonNullable<EnvironmentFact['rules']> };

export function environmentOf(
  id: string,
  { estates }: Pick<Configuration, 'estates'>,
): {
  readonly environment: Ruled;
  readonly repository: RepositoryFact;
  readonly asked: Readonly<Record<string, readonly string[]>>;
} {
  for (const { fact: repository } of estates.github.repositories.values()) {
    const { organization, name } = repository;
    const environment = repository.environments?.find(
      (each) => partId(organization, name, 'environment', each.name) === id,
    );
    if (!environment) continue;
    const { rules } = environment;
    if (!rules) throw notChangeable(id, 'GET /repos/{owner}/{repo}/environments was not collected');
    return {
      environment: { ...environment, rules },
      repository,
      asked: { owner: [organization], repo: [name] },
    };
  }
  throw notFound('environment', id);
}
