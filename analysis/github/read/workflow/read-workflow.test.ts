import { describe, expect, it } from 'vitest';
import { readWorkflow } from './read-workflow.ts';

const RELEASE = `name: release
on:
  push:
    branches: [main, 'rel/**']
    tags-ignore: [v0*]
  workflow_dispatch:
    inputs:
      target: { type: string }
permissions:
  id-token: write
jobs:
  build:
    runs-on: [self-hosted, linux]
    permissions: read-all
    environment:
      name: \${{ inputs.target }}
    env:
      TOKEN: \${{ secrets.NPM_TOKEN }}
    steps:
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - run: |
          echo hello
          echo \${{ github.event.issue.title }} \${{ vars.REGION }}
  deploy:
    uses: larkfield-example/infra-live/.github/workflows/apply.yml@main
    secrets: inherit
    with: { region: eu-central-1 }
`;

describe('a workflow file', () => {
  it('is read by GitHub’s own parser: triggers, permissions, jobs, with their lines', () => {
    const model = readWorkflow('release.yml', RELEASE);
    expect(model.problems).toEqual([]);
    expect(model.name).toBe('release');
    expect(model.inputs).toEqual(['target']);
    expect(model.permissions).toMatchObject({ line: 10, all: null, scopes: { 'id-token': 'write' } });
    expect(model.triggers).toMatchObject([
      {
        event: 'push',
        line: 3,
        branches: { patterns: ['main', 'rel/**'], ignores: false },
        tags: { patterns: ['v0*'], ignores: true },
      },
      { event: 'workflow_dispatch', branches: null },
    ]);
    const [build, deploy] = model.jobs;
    expect(build).toMatchObject({
      id: 'build',
      permissions: { all: 'read' },
      environment: { name: `\${{ inputs.target }}`, line: 15 },
      runsOn: { labels: ['self-hosted', 'linux'], group: null, line: 13 },
      secrets: [{ name: 'NPM_TOKEN', line: 18 }],
      variables: ['REGION'],
    });
    expect(build?.steps[0]).toMatchObject({ uses: 'actions/checkout@v4', line: 20 });
    expect(build?.steps[1]?.run?.text).toContain(`\${{ github.event.issue.title }}`);
    expect(deploy?.calls).toMatchObject({ inheritsSecrets: true, inputs: { region: 'eu-central-1' } });
  });

  it.each([
    ['on: push', ['push']],
    ['on: [push, pull_request_target]', ['push', 'pull_request_target']],
    ['on:\n  workflow_run:\n    workflows: [ci]\n    types: [completed]', ['workflow_run']],
  ])('names its triggers in every form: %s', (on, events) => {
    const model = readWorkflow('x.yml', `${on}\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: echo }]\n`);
    expect(model.triggers.map(({ event }) => event)).toEqual(events);
    expect(model.problems).toEqual([]);
  });

  it('knows secrets that are handed over as a whole', () => {
    const model = readWorkflow(
      'x.yml',
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo\n        env: { ALL: "\${{ toJSON(secrets) }}" }\n`,
    );
    expect(model.jobs[0]?.secrets).toEqual([{ name: '*', line: 7 }]);
  });

  it('says what GitHub would refuse, and reads what is there', () => {
    const model = readWorkflow('x.yml', 'on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n');
    expect(model.problems.join()).toContain('stepz');
    expect(readWorkflow('x.yml', 'on: [push').problems.length).toBeGreaterThan(0);
    expect(readWorkflow('x.yml', '').jobs).toEqual([]);
  });

  it('that holds more than any has is not parsed, and says so; a long script is no more than a text', () => {
    const listed = readWorkflow('big.yml', `${RELEASE}x: [${'[],'.repeat(50_000)}[]]\n`);
    expect(listed.jobs).toEqual([]);
    expect(listed.problems).toEqual(['The file is larger than can be read: more than 100000 values.']);
    const script = `${RELEASE.replace('          echo hello', '          - [a, b], {c: d}\n'.repeat(20_000).trimEnd())}`;
    expect(script.length).toBeGreaterThan(300_000);
    expect(readWorkflow('script.yml', script).problems).toEqual([]);
  });
});
