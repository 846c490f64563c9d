import { describe, expect, it } from 'vitest';
import { GUARDED, lines, OPEN, RELEASE, world } from '../testing/github-world.ts';
import { role } from '../testing/small-account.ts';
import { ORG } from '../testing/small-github.ts';

describe('outsiders, suppliers and secrets', () => {
  const PWN = `name: preview
on: pull_request_target
permissions: { id-token: write }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { ref: "\${{ github.event.pull_request.head.sha }}" }
      - run: npm ci
        env: { TOKEN: "\${{ secrets.NPM_TOKEN }}" }
`;

  it('a pull request of anyone runs with the repository’s power where its head is checked out', () => {
    const found = lines(
      world(
        { visibility: 'PUBLIC', workflows: { 'preview.yml': PWN }, secrets: ['NPM_TOKEN'] },
        `repo:${ORG}/shop:pull_request`,
      ),
      ({ from }) => from === 'internet' || from.includes('/workflow/'),
    );
    expect(found).toEqual([
      'internet -> shop/workflow/preview allow',
      'shop/workflow/preview -> role/deploy allow',
      'shop/workflow/preview -> shop/secret/NPM_TOKEN allow',
    ]);
  });

  it('only what the weak job obtains, where others obtain more', () => {
    const two = `${PWN}  deploy:
    runs-on: ubuntu-latest
    environment: release
    if: github.actor == 'olga'
    steps: [{ run: ./deploy.sh }]
`;
    const found = lines(
      world(
        {
          visibility: 'PUBLIC',
          workflows: { 'preview.yml': two },
          environments: [OPEN],
          secrets: ['NPM_TOKEN'],
        },
        `repo:${ORG}/shop:environment:release`,
      ),
      ({ from }) => from === 'internet',
    );
    expect(found).toEqual(['internet -> shop/secret/NPM_TOKEN allow']);
  });

  it('a private repository asks for someone who may read it; a condition on the actor keeps outsiders out', () => {
    expect(
      lines(world({ workflows: { 'preview.yml': PWN } }, 'none'), ({ from }) => from === 'internet'),
    ).toEqual(['internet -> shop/workflow/preview conditional | the attacker may read shop']);
    const asked = PWN.replace('    runs-on', "    if: github.actor == 'olga'\n    runs-on");
    expect(
      lines(
        world({ visibility: 'PUBLIC', workflows: { 'preview.yml': asked } }, 'none'),
        ({ from }) => from === 'internet',
      ),
    ).toEqual([]);
  });

  it('an action that is no fixed commit supplies the job that runs it', () => {
    const found = lines(
      world({ workflows: { 'preview.yml': PWN }, secrets: ['NPM_TOKEN'] }, 'none'),
      ({ rule }) => rule === 'github-supplier',
    );
    expect(found).toEqual([
      'github://actions/checkout -> shop/workflow/preview conditional | actions/checkout moves "v4"',
    ]);
  });

  it('secrets of an environment wait for what the environment waits for', () => {
    const using = RELEASE.replace(
      '      - uses',
      `      - run: echo\n        env: { X: "\${{ secrets.DB }}" }\n      - uses`,
    );
    const found = lines(
      world(
        {
          workflows: { 'release.yml': using },
          environments: [GUARDED],
          environmentSecrets: { release: ['DB'] },
        },
        'none',
      ),
      ({ to, from }) => to.includes('/secret/') && from.includes('/workflow/'),
    );
    expect(found).toEqual([
      'shop/workflow/release -> shop/environment/release/secret/DB conditional | olga approves the deployment to environment "release"',
    ]);
  });

  it('a reusable workflow of another repository mints with the caller’s subject and its own ref', () => {
    const caller =
      'name: call\non: push\njobs:\n  go:\n    permissions: { id-token: write }\n    uses: larkfield-example/infra/.github/workflows/apply.yml@main\n';
    const called =
      'name: apply\non: workflow_call\njobs:\n  apply:\n    runs-on: x\n    steps: [{ run: echo }]\n';
    const found = lines(
      world(
        { workflows: { 'call.yml': caller } },
        `repo:${ORG}/shop:*`,
        { repositories: { infra: { workflows: { 'apply.yml': called } } } },
        { job_workflow_ref: `${ORG}/infra/.github/workflows/apply.yml@refs/heads/main` },
      ),
      ({ to, from }) => to === role('deploy') && from.includes('/workflow/'),
    );
    expect(found).toEqual(['shop/workflow/call -> role/deploy allow']);
  });
});
