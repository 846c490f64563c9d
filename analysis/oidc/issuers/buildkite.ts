import { dangerous, loose, type Pins, safe } from '../judgement.ts';
import { inWords } from '../text-pattern.ts';
import type { Issuer } from './issuer.ts';
import { keyedFields, pinned } from './subject-fields.ts';

/** Buildkite: `organization:O:pipeline:P:ref:R:commit:C:step:S`. Whoever starts a build names ref and commit. */
export const buildkite: Issuer = {
  id: 'buildkite',
  title: 'Buildkite',
  is: (url) => url === 'https://agent.buildkite.com',
  awsClaims: [],
  subjectStart: 'organization:',
  judge(pins: Pins) {
    const fields = keyedFields(pins.get('sub') ?? '', ['organization', 'pipeline', 'ref', 'commit', 'step']);
    const of = (claim: string, field: string) => pins.get(claim) ?? fields.get(field);
    const pipelineId = pins.get('pipeline_id');
    const oneById = pipelineId !== undefined && pinned(pipelineId) === 'exact';
    const owned =
      pinned(of('organization_slug', 'organization')) === 'exact' ||
      pinned(pins.get('organization_id')) === 'exact';
    if (!oneById && !owned) return dangerous('Pipelines of other organizations are admitted.');
    if (!oneById && pinned(of('pipeline_slug', 'pipeline')) !== 'exact')
      return loose('Several pipelines of the organization are admitted.');
    const ref = fields.get('ref') ?? pins.get('build_branch');
    if (pinned(ref) === 'exact') return safe(`One pipeline on its ref ${inWords(ref ?? '')}.`);
    return loose('Any branch of the pipeline is admitted, also builds of pull requests.');
  },
  references: ['https://buildkite.com/docs/agent/v3/cli-oidc'],
};
