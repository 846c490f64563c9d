import { dangerous, loose, type Pins, safe } from '../judgement.ts';
import { inWords, isExact } from '../text-pattern.ts';
import type { Issuer } from './issuer.ts';
import { keyedFields, pinned } from './subject-fields.ts';

/**
 * HCP Terraform: `organization:O:project:P:workspace:W:run_phase:PHASE`. A plan runs on what a pull request proposes; an
 * apply waits for whoever may approve it in the workspace.
 */
export const terraform: Issuer = {
  id: 'terraform',
  title: 'HCP Terraform',
  is: (url) => url === 'https://app.terraform.io' || url === 'https://app.eu.terraform.io',
  awsClaims: [],
  subjectStart: 'organization:',
  judge(pins: Pins) {
    const fields = keyedFields(pins.get('sub') ?? '', ['organization', 'project', 'workspace', 'run_phase']);
    const of = (claim: string, field: string) => pins.get(claim) ?? fields.get(field);
    const organization = of('terraform_organization_name', 'organization');
    const organizationId = pins.get('terraform_organization_id');
    const workspaceId = pins.get('terraform_workspace_id');
    const workspace = of('terraform_workspace_name', 'workspace');
    const project = of('terraform_project_name', 'project');
    const phase = of('terraform_run_phase', 'run_phase');
    const oneById = workspaceId !== undefined && isExact(workspaceId);
    const owned = pinned(organization) === 'exact' || pinned(organizationId) === 'exact';
    if (!oneById && !owned) return dangerous('Workspaces of other organizations are admitted.');
    const one = oneById || (pinned(workspace) === 'exact' && pinned(project) === 'exact');
    if (!one) return loose('Several workspaces of the organization are admitted.');
    if (phase === 'apply') return safe('One workspace, when it applies.');
    return loose(
      phase === undefined || !isExact(phase)
        ? 'Every phase of a run is admitted, also plans of what a pull request only proposes.'
        : `The phase ${inWords(phase)} is admitted, which also runs on what a pull request only proposes.`,
    );
  },
  references: [
    'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens',
  ],
};
