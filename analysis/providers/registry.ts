import type { Scene, SubjectLists } from '../rules/rule.ts';
import { aws } from './aws.ts';
import { claims } from './claims.ts';
import { github } from './github.ts';
import { kubernetes } from './kubernetes.ts';
import type { Provider } from './provider.ts';

/** AWS comes last: what no other provider claims by the form of its id is named in a policy of AWS. */
export const PROVIDERS: readonly Omit<Provider, 'subjects' | 'subjectIds'>[] = [
  kubernetes,
  github,
  claims,
  aws,
];

export const SUBJECT_IDS: Provider['subjectIds'] = {
  ...aws.subjectIds,
  ...kubernetes.subjectIds,
  ...github.subjectIds,
  ...claims.subjectIds,
};

/** What rules are asked about, by kind of subject. */
export function subjectsOf(scene: Scene): SubjectLists {
  return {
    ...aws.subjects(scene),
    ...kubernetes.subjects(scene),
    ...github.subjects(scene),
    ...claims.subjects(scene),
  };
}
