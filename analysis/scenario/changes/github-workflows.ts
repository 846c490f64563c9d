import { isMap, parseDocument, type YAMLMap } from 'yaml';
import type { Json } from '../../../schema/json.ts';
import { beyondYamlBounds } from '../../../schema/yaml-bounds.ts';
import type { Workflow } from '../../github/estate/estate.ts';
import { WORKFLOW_BOUNDS } from '../../github/read/workflow/yaml-node.ts';
import { below, ofCalls, replace, rewrite } from '../edit.ts';
import type { ChangeOf, Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

type Permissions = ChangeOf<'set-workflow-permissions'>['permissions'];

export const setWorkflowPermissions: EditsOf<'set-workflow-permissions'> = (change, configuration) => {
  const workflow = workflowOf(change.workflow, configuration);
  const { model, ref } = workflow.fact;
  if (!model) throw notChangeable(change.workflow, 'the content of its file was not collected');
  if (change.job !== undefined && !model.jobs.some(({ id }) => id === change.job))
    throw notFound(`job of ${change.workflow} with the id`, change.job);
  return [rewrite(ref, (text) => withPermissions(text, change.job, change.permissions))];
};

export const disableWorkflow: EditsOf<'disable-workflow'> = ({ workflow: id }, configuration) => {
  const { fact } = workflowOf(id, configuration);
  if (!fact.stateRef)
    throw notChangeable(id, 'GET /repos/{owner}/{repo}/actions/workflows was not collected for it');
  const asked = { owner: [fact.organization], repo: [fact.repository] };
  return [ofCalls(replace(fact.stateRef, 'disabled_manually'), asked)];
};

export const setTokenPermissions: EditsOf<'set-token-permissions'> = ({ of, permissions }, { estates }) => {
  const organization = estates.github.organizations.find((each) => each.id === of);
  const repository = [...estates.github.repositories.values()].find((each) => each.id === of);
  const fact = organization?.fact ?? repository?.fact;
  if (!fact) throw notFound('organization or repository', of);
  const { workflowDefaults } = fact;
  if (!workflowDefaults)
    throw notChangeable(
      of,
      `GET ${organization ? '/orgs/{org}' : '/repos/{owner}/{repo}'}/actions/permissions/workflow was not collected for it`,
    );
  const asked: Readonly<Record<string, readonly string[]>> =
    'login' in fact ? { org: [fact.login] } : { owner: [fact.organization], repo: [fact.name] };
  const member = 'default_workflow_permissions';
  return [ofCalls(replace(below(workflowDefaults.ref, member), permissions), asked)];
};

export function workflowOf(id: string, { estates }: Pick<Configuration, 'estates'>): Workflow {
  const found = estates.github.workflows.find((each) => each.id === id);
  if (!found) throw notFound('workflow', id);
  return found;
}

/** The file with other permissions and all else as it is, comments included. */
function withPermissions(text: Json, job: string | undefined, permissions: Permissions): Json {
  if (beyondYamlBounds(String(text), WORKFLOW_BOUNDS))
    throw notChangeable('The workflow file', 'it is larger than can be read');
  const document = parseDocument(String(text));
  const into = job === undefined ? document.contents : document.getIn(['jobs', job]);
  if (document.errors.length > 0 || !isMap(into))
    throw notChangeable('The workflow file', 'it is not YAML that can be written again');
  const value = document.createNode(permissions);
  if (into.has('permissions')) into.set('permissions', value);
  else insertBefore(into, job === undefined ? 'jobs' : 'steps', document.createPair('permissions', value));
  return document.toString({ lineWidth: 0 });
}

function insertBefore(map: YAMLMap, key: string, pair: YAMLMap['items'][number]): void {
  const at = map.items.findIndex((each) => String(each.key) === key);
  map.items.splice(at === -1 ? map.items.length : at, 0, pair);
}
