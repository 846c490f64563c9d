import { describe, expect, it } from 'vitest';
import { LARKFIELD } from '../../sample/github/larkfield.ts';
import { type SampleGithubOptions, startSampleGithub } from '../../sample/github/server.ts';
import type { Progress } from '../../schema/contract.ts';
import { answers, collecting, coverageOf } from './testing/collected.ts';

const { serve, write, collect } = collecting((options: Partial<SampleGithubOptions> | undefined) =>
  startSampleGithub({ organization: LARKFIELD, ...options }),
);

const SECRETS = 'GET /orgs/{org}/actions/secrets';
const GRAPH = 'graphql:Repositories';

describe('limits of GitHub', () => {
  it('a used-up hour is waited for until it is reset, and nothing is sent meanwhile', async () => {
    const server = await serve({
      faults: ({ operation, attempt }) =>
        operation === SECRETS && attempt === 1 ? { kind: 'primary-limit', seconds: 40 } : null,
    });
    const writer = write();
    const seen: Progress[] = [];
    const started = performance.now();
    const { gaps } = await collect(writer, server, { onProgress: (progress) => seen.push(progress) });
    expect(gaps).toBe(0);
    // 40 s and the second on top, at 5 ms each.
    expect(performance.now() - started).toBeGreaterThan(40 * 5);
    expect(answers(writer, SECRETS)).toMatchObject([{ status: 'ok', httpStatus: 200 }]);
    expect(seen.filter(({ stage }) => stage === 'Waiting')).toMatchObject([
      { detail: expect.stringMatching(/limit, 4[12] s/) },
    ]);
  });

  it('a secondary limit is waited for as long as it says, or a minute where it does not', async () => {
    const waits: string[] = [];
    for (const seconds of [7, null]) {
      const server = await serve({
        faults: ({ operation, attempt }) =>
          operation === SECRETS && attempt === 1 ? { kind: 'secondary-limit', seconds } : null,
      });
      const onProgress = ({ stage, detail }: Progress) => {
        if (stage === 'Waiting') waits.push(detail);
      };
      expect((await collect(write(), server, { onProgress })).gaps).toBe(0);
    }
    expect(waits).toEqual([expect.stringContaining('7 s'), expect.stringContaining('60 s')]);
  });

  it('that come again and again become coverage, and the rest is collected', async () => {
    const server = await serve({
      faults: ({ operation }) => (operation === SECRETS ? { kind: 'secondary-limit', seconds: 1 } : null),
    });
    const writer = write();
    const { gaps } = await collect(writer, server);
    expect(coverageOf(writer, SECRETS)).toMatchObject({
      status: 'throttled',
      reason: expect.stringContaining('secondary rate limit'),
    });
    // That, and what hangs on it.
    expect(gaps).toBe(2);
    expect(server.calls().filter(({ operation }) => operation === SECRETS)).toHaveLength(4);
  });

  it('hold for GraphQL too', async () => {
    const server = await serve({
      faults: ({ operation, attempt }) =>
        operation === GRAPH && attempt === 1 ? { kind: 'primary-limit', seconds: 2 } : null,
    });
    const writer = write();
    expect((await collect(writer, server)).gaps).toBe(0);
    expect(coverageOf(writer, 'graphql:repository')).toMatchObject({ status: 'complete', items: 5 });
  });

  it('a wait can be cancelled at once', async () => {
    const cancel = new AbortController();
    const server = await serve({
      faults: ({ operation }) => (operation === SECRETS ? { kind: 'primary-limit', seconds: 3_000 } : null),
    });
    const started = performance.now();
    const collected = collect(write(), server, {
      secondMs: 1_000,
      signal: cancel.signal,
      onProgress: ({ stage }) => {
        if (stage === 'Waiting') setTimeout(() => cancel.abort(), 20);
      },
    });
    await expect(collected).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('faults on the wire', () => {
  it('a server error and a broken connection are tried again', async () => {
    const server = await serve({
      faults: ({ operation, attempt }) => {
        if (operation === SECRETS && attempt === 1) return { kind: 'server-error' };
        return operation === 'graphql:Teams' && attempt === 1 ? { kind: 'reset' } : null;
      },
    });
    expect((await collect(write(), server)).gaps).toBe(0);
  });

  it('a batch that fails as a whole is halved, so that one repository spoils no other', async () => {
    const server = await serve({
      faults: ({ operation, attempt }) =>
        operation === GRAPH && attempt <= 3 ? { kind: 'server-error' } : null,
    });
    const writer = write();
    expect((await collect(writer, server)).gaps).toBe(0);
    expect(answers(writer, 'graphql:repository').filter(({ status }) => status === 'ok')).toHaveLength(5);
  });

  it('a server that answers nobody is left alone', async () => {
    const server = await serve({
      faults: ({ operation }) =>
        operation === 'GET /user' || operation === 'GET /orgs/{org}' ? null : { kind: 'reset' },
    });
    const writer = write();
    const { gaps } = await collect(writer, server);
    expect(gaps).toBeGreaterThan(10);
    // Three calls with three attempts each, give or take those under way.
    expect(server.calls().length).toBeLessThan(40);
    expect(coverageOf(writer, 'GET /orgs/{org}/rulesets')?.reason).toContain('did not answer before');
  });

  it('a token that ends during the collection stops it, to be resumed with another', async () => {
    const server = await serve({
      faults: ({ number }) => (number > 20 ? { kind: 'unauthorised' } : null),
    });
    const writer = write();
    const { stopped } = await collect(writer, server);
    expect(stopped).toContain('resume with a good one');
    expect(server.calls().length).toBeLessThan(35);
    server.faults = () => null;
    expect(await collect(writer, server)).toMatchObject({ stopped: null, gaps: 0 });
  });

  it('a token that is refused at once records nothing', async () => {
    const server = await serve();
    const writer = write();
    await expect(collect(writer, server, { token: 'another-token' })).rejects.toMatchObject({
      code: 'collection-failed',
      message: expect.not.stringContaining('another-token'),
    });
    expect(writer.reader().sources()).toEqual([]);
  });
});

describe('the token goes to no other host', () => {
  it('when an answer redirects there', async () => {
    const stranger = await serve();
    const server = await serve({
      faults: ({ operation }) =>
        operation === SECRETS ? { kind: 'redirect', to: `${stranger.baseUrl}/orgs/x/actions/secrets` } : null,
    });
    const writer = write();
    await collect(writer, server);
    expect(stranger.calls()).toEqual([]);
    expect(coverageOf(writer, SECRETS)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('where the token is not sent'),
    });
  });

  it('when the next page is said to be there', async () => {
    const stranger = await serve();
    const server = await serve({
      faults: ({ operation }) =>
        operation === SECRETS
          ? { kind: 'next-page', to: `${stranger.baseUrl}/orgs/x/actions/secrets?page=2` }
          : null,
    });
    const writer = write();
    await collect(writer, server);
    expect(stranger.calls()).toEqual([]);
    expect(coverageOf(writer, SECRETS)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('not followed'),
    });
  });
});
