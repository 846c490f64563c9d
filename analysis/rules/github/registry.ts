import type { Rule } from '../rule.ts';
import { branchDecides } from './branch-powers.ts';
import { push } from './can-push.ts';
import { dispatch, follows } from './dispatch.ts';
import { membership, organizationControls, owner } from './organization-rules.ts';
import { outsiders } from './outsiders.ts';
import { administersRepository, repositoryControls } from './repository-rules.ts';
import { runsOn } from './runners.ts';
import { storedKey } from './stored-key.ts';
import { supplies } from './suppliers.ts';
import { workflowRole, workflowSecret } from './workflow-powers.ts';

export const GITHUB_RULES: readonly Rule[] = [
  owner,
  organizationControls,
  membership,
  administersRepository,
  repositoryControls,
  push,
  branchDecides,
  workflowRole,
  workflowSecret,
  outsiders,
  supplies,
  runsOn,
  dispatch,
  follows,
  storedKey,
];
