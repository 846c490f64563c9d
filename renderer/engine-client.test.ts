import { describe, expect, it } from 'vitest';
import type { EngineRequest, EngineResponse } from '../schema/contract.ts';
import { createEngineClient, type Port } from './engine-client.ts';

function fakePort() {
  const sent: EngineRequest[] = [];
  const port: Port = {
    postMessage: (message) => sent.push(message),
    onmessage: null,
    close: () => undefined,
  };
  const answer = (data: EngineResponse) => port.onmessage?.({ data } as MessageEvent<EngineResponse>);
  return { port, sent, answer };
}

describe('engine client', () => {
  it('waits for the first port and pairs answers with requests by number', async () => {
    const client = createEngineClient();
    const first = client.request('rules.list', {});
    const second = client.request('snapshot.close', { handle: 'h' });
    const { port, sent, answer } = fakePort();
    client.attach(port);
    expect(sent.map((m) => m.type === 'request' && m.channel)).toEqual(['rules.list', 'snapshot.close']);
    answer({ type: 'answer', id: sent[1]!.id, ok: true, value: { closed: true } });
    answer({ type: 'answer', id: sent[0]!.id, ok: true, value: { rules: [] } });
    expect(await first).toEqual({ rules: [] });
    expect(await second).toEqual({ closed: true });
  });

  it('keeps the code, message and details of an error', async () => {
    const client = createEngineClient();
    const { port, sent, answer } = fakePort();
    client.attach(port);
    const asked = client.request('rules.list', {});
    answer({
      type: 'answer',
      id: sent[0]!.id,
      ok: false,
      error: {
        code: 'input-refused',
        message: 'x.json is not JSON',
        retryable: false,
        details: { path: 'x.json' },
      },
    });
    await expect(asked).rejects.toMatchObject({ code: 'input-refused', message: 'x.json is not JSON' });
  });

  it('tells the engine to stop when the signal is aborted, and rejects at once', async () => {
    const client = createEngineClient();
    const { port, sent } = fakePort();
    client.attach(port);
    const abort = new AbortController();
    const asked = client.request('rules.list', {}, { signal: abort.signal });
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(sent.at(-1)).toEqual({ type: 'cancel', id: sent[0]!.id });
  });

  it('rejects what is under way when the engine is lost, and works again on a new port', async () => {
    const client = createEngineClient();
    client.attach(fakePort().port);
    const asked = client.request('rules.list', {});
    client.lose('The engine ended.');
    await expect(asked).rejects.toMatchObject({ code: 'engine-lost', retryable: true });
    const next = fakePort();
    client.attach(next.port);
    const again = client.request('rules.list', {});
    next.answer({ type: 'answer', id: next.sent[0]!.id, ok: true, value: { rules: [] } });
    expect(await again).toEqual({ rules: [] });
  });
});
