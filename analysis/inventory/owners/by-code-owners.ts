import type { OwnerSource } from '../scene.ts';
import { codeOwnersOf } from './code-owners.ts';

/** A repository, and what is in one. */
const OF_REPOSITORY =
  /^github:\/\/([^/]+)\/([^/]+)(?:$|\/(?:branch|deploy-key|environment|runner|secret|workflow)\/)/;
/** A file that no line but one for everything names. */
const ANY_FILE = 'file';

/** CODEOWNERS of the repository: of the workflow's own file, or of everything for what is in no file. */
export const byCodeOwners: OwnerSource = {
  id: 'codeowners',
  find({ id, attributes }, { estates }) {
    const [, org, name] = OF_REPOSITORY.exec(id) ?? [];
    if (org === undefined || name === undefined) return [];
    const repository = [...estates.github.repositories.values()].find(
      ({ fact }) => fact.organization === org && fact.name === name,
    );
    const file = repository?.fact.codeowners;
    if (!file) return [];
    const path = typeof attributes.path === 'string' ? attributes.path : null;
    const found = codeOwnersOf(file.text, path ?? ANY_FILE);
    if (!found) return [];
    const what = path ?? 'everything';
    return [
      {
        owner: found.owners.join(', '),
        says: `CODEOWNERS of ${name}, line ${found.line}, gives ${what} to ${found.owners.join(', ')}.`,
        ref: file.ref,
      },
    ];
  },
};
