import { dangerous, loose, type Pins, safe } from '../judgement.ts';
import { isExact } from '../text-pattern.ts';
import type { Issuer } from './issuer.ts';

const PROJECT_ID = 'oidc.circleci.com/project-id';
const REF = 'oidc.circleci.com/vcs-ref';

/**
 * CircleCI: `org/ORG/project/PROJECT/user/USER`; the issuer's URL carries the organization. The subject says who ran the
 * pipeline and nothing of the branch.
 */
export const circleci: Issuer = {
  id: 'circleci',
  title: 'CircleCI',
  is: (url) => /^https:\/\/oidc\.circleci\.com\/org\/[^/]+$/i.test(url),
  awsClaims: [PROJECT_ID],
  subjectStart: 'org/',
  judge(pins: Pins, issuer) {
    const organization = issuer.slice(issuer.lastIndexOf('/') + 1);
    const [, org, , project, , user] = (pins.get('sub') ?? '').split('/');
    const id = pins.get(PROJECT_ID);
    if (org !== undefined && isExact(org) && org !== organization)
      return safe('The subject names another organization than the issuer, so no token fits.');
    const one = (id !== undefined && isExact(id)) || (project !== undefined && isExact(project));
    if (organization === '') return dangerous('Projects of other organizations are admitted.');
    if (!one) return loose('Every project of the organization is admitted.');
    const ref = pins.get(REF);
    if (ref !== undefined && isExact(ref)) return safe('One project on one ref.');
    if (user !== undefined && user !== '' && isExact(user))
      return safe('One project, in pipelines that one user runs.');
    return loose('Any branch of the project is admitted, whoever runs its pipeline.');
  },
  references: ['https://circleci.com/docs/openid-connect-tokens/'],
};
