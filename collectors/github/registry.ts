import type { Declared, Endpoint } from './endpoint.ts';
import { GRAPH } from './endpoints/graph.ts';
import { ORGANIZATION } from './endpoints/organization.ts';
import { OWNER } from './endpoints/owner.ts';
import { REPOSITORIES } from './endpoints/repositories.ts';
import { RULESETS } from './endpoints/rulesets.ts';
import { RUNNERS } from './endpoints/runners.ts';
import { SECRETS } from './endpoints/secrets.ts';

/** Asked before a repository is looked into: the owner's own settings, and which repositories there are. */
export const BEFORE_REPOSITORIES: readonly Endpoint[] = [...ORGANIZATION];

/** Asked once the graph queries have told what there is; in this order. */
export const AFTER_REPOSITORIES: readonly Endpoint[] = [...REPOSITORIES, ...SECRETS, ...RUNNERS, ...RULESETS];

/** Every read of GitHub there is. */
export const GITHUB_OPERATIONS: readonly Declared[] = [
  ...Object.values(OWNER),
  ...BEFORE_REPOSITORIES,
  ...Object.values(GRAPH),
  ...AFTER_REPOSITORIES,
];
