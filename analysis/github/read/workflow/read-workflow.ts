import { secretUses, variableUses } from './expressions.ts';
import type {
  CallModel,
  JobModel,
  Permissions,
  RefFilter,
  RunsOn,
  StepModel,
  Trigger,
  WorkflowModel,
} from './model.ts';
import { lineOf, member, parseFile, record, text, texts, type YamlNode } from './yaml-node.ts';

/** Reads a workflow file. A file that GitHub would refuse keeps what could be read of it, and its problems. */
export function readWorkflow(path: string, content: string): WorkflowModel {
  const { root, problems } = parseFile(path, content);
  const jobs = member(root ?? undefined, 'jobs');
  const on = member(root ?? undefined, 'on');
  return {
    name: text(member(root ?? undefined, 'name')),
    triggers: triggersOf(on),
    permissions: permissionsOf(root ?? undefined),
    jobs: jobs?.kind === 'map' ? jobs.members.map(({ key, line, value }) => jobOf(key, line, value)) : [],
    problems,
    inputs: inputsOf(on),
  };
}

function triggersOf(on: YamlNode | undefined): readonly Trigger[] {
  if (on === undefined) return [];
  if (on.kind === 'map') return on.members.map(({ key, line, value }) => triggerOf(key, line, value));
  const items = on.kind === 'list' ? on.items : [on];
  return items.map((item) => triggerOf(text(item) ?? '', item.line, undefined));
}

function triggerOf(event: string, line: number, node: YamlNode | undefined): Trigger {
  const types = member(node, 'types');
  return {
    event,
    line,
    branches: filterOf(node, 'branches'),
    tags: filterOf(node, 'tags'),
    types: types === undefined ? null : texts(types),
    workflows: texts(member(node, 'workflows')),
  };
}

function filterOf(node: YamlNode | undefined, key: string): RefFilter | null {
  const wanted = member(node, key);
  if (wanted !== undefined) return { patterns: texts(wanted), ignores: false };
  const ignored = member(node, `${key}-ignore`);
  return ignored === undefined ? null : { patterns: texts(ignored), ignores: true };
}

function inputsOf(on: YamlNode | undefined): readonly string[] {
  const inputs = member(member(on, 'workflow_dispatch'), 'inputs');
  return inputs?.kind === 'map' ? inputs.members.map(({ key }) => key) : [];
}

function permissionsOf(node: YamlNode | undefined): Permissions | null {
  const found = member(node, 'permissions');
  if (found === undefined) return null;
  const line = lineOf(node, 'permissions');
  const all = text(found);
  if (all === 'write-all') return { line, all: 'write', scopes: {} };
  if (all === 'read-all') return { line, all: 'read', scopes: {} };
  const scopes = record(found);
  const own = found.kind === 'map' ? found.members.find(({ key }) => key === 'id-token')?.line : undefined;
  return { line: own ?? line, all: null, scopes };
}

function jobOf(id: string, line: number, node: YamlNode): JobModel {
  const steps = member(node, 'steps');
  return {
    id,
    line,
    condition: text(member(node, 'if')),
    permissions: permissionsOf(node),
    environment: environmentOf(node),
    runsOn: runsOnOf(node),
    needs: texts(member(node, 'needs')),
    steps: steps?.kind === 'list' ? steps.items.flatMap(stepOf) : [],
    calls: callOf(node),
    secrets: secretUses(node),
    variables: variableUses(node),
    env: record(member(node, 'env')),
  };
}

function environmentOf(node: YamlNode): JobModel['environment'] {
  const found = member(node, 'environment');
  const name = text(found) ?? text(member(found, 'name'));
  return name === null ? null : { name, line: lineOf(node, 'environment') };
}

function runsOnOf(node: YamlNode): RunsOn | null {
  const found = member(node, 'runs-on');
  if (found === undefined) return null;
  const line = lineOf(node, 'runs-on');
  if (found.kind !== 'map') return { line, labels: texts(found), group: null };
  return { line, labels: texts(member(found, 'labels')), group: text(member(found, 'group')) };
}

function callOf(node: YamlNode): CallModel | null {
  const target = text(member(node, 'uses'));
  if (target === null) return null;
  return {
    target,
    line: lineOf(node, 'uses'),
    inheritsSecrets: text(member(node, 'secrets')) === 'inherit',
    inputs: record(member(node, 'with')),
  };
}

/** Steps can stand side by side in a `parallel` step; they are steps all the same. */
function stepOf(node: YamlNode): readonly StepModel[] {
  const parallel = member(node, 'parallel');
  if (parallel?.kind === 'list') return parallel.items.flatMap(stepOf);
  const run = member(node, 'run');
  return [
    {
      line: node.line,
      name: text(member(node, 'name')),
      condition: text(member(node, 'if')),
      uses: text(member(node, 'uses')),
      run: run?.kind === 'text' ? { text: run.text, line: run.line } : null,
      with: record(member(node, 'with')),
      env: record(member(node, 'env')),
    },
  ];
}
