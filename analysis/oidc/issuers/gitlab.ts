import { dangerous, loose, type Pins, safe } from '../judgement.ts';
import { inWords, isExact, literalStart } from '../text-pattern.ts';
import type { Issuer } from './issuer.ts';
import { keyedFields, pinned } from './subject-fields.ts';

/**
 * GitLab: `project_path:GROUP/PROJECT:ref_type:TYPE:ref:REF`. Whoever pushes to the project chooses the ref; groups nest,
 * and the top one has an owner of its own.
 */
export const gitlab: Issuer = {
  id: 'gitlab',
  title: 'GitLab CI/CD',
  is: (url) => url === 'https://gitlab.com' || /^https:\/\/gitlab\.[a-z0-9.-]+$/i.test(url),
  awsClaims: [],
  subjectStart: 'project_path:',
  judge(pins: Pins) {
    const fields = keyedFields(pins.get('sub') ?? '', ['project_path', 'ref_type', 'ref']);
    const path = pins.get('project_path') ?? fields.get('project_path');
    const id = pins.get('project_id');
    const ref = pins.get('ref') ?? fields.get('ref');
    const namespace = pins.get('namespace_path') ?? pins.get('namespace_id');
    const oneProject = (path !== undefined && isExact(path)) || (id !== undefined && isExact(id));
    if (!oneProject) {
      const group = path === undefined ? '' : literalStart(path);
      if (group.includes('/'))
        return loose(`Every project whose path fits ${inWords(path ?? '')} is admitted.`);
      if (namespace !== undefined && isExact(namespace))
        return loose(`Every project of the namespace ${inWords(namespace)} is admitted.`);
      return dangerous('Projects of other groups, which anyone can create, are admitted.');
    }
    const environment = pins.get('environment');
    const isProtected = pins.get('ref_protected');
    if (environment !== undefined && isExact(environment))
      return safe(`One project in its environment ${inWords(environment)}.`);
    if (isProtected === 'true') return safe('One project on its protected branches and tags.');
    if (pinned(ref) === 'exact') return safe(`One project on its ref ${inWords(ref ?? '')}.`);
    return loose('Any branch, tag or merge request of the project that fits is admitted, protected or not.');
  },
  references: ['https://docs.gitlab.com/ci/secrets/id_token_authentication/'],
};
