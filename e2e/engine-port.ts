import type { Page } from '@playwright/test';
import type { Channel, EngineResponse, Input } from '../schema/contract.ts';

interface PortState {
  readonly port: MessagePort;
  readonly received: { type: string; id?: number }[];
  sent: number;
}

/**
 * A connection of the test's own to the engine. It takes the place of the page's, which then gets no more answers. The
 * page's own port may still arrive after the listener is there, so the latest port is the one that counts.
 */
export async function connectEngine(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.addEventListener('message', (event) => {
          const port = event.ports[0];
          if (event.data !== 'trustpath:engine-port' || !port) return;
          const received: PortState['received'] = [];
          (window as unknown as { testPort: PortState }).testPort = { port, received, sent: 0 };
          port.onmessage = ({ data }) => received.push(data);
          resolve();
        });
        window.trustpath.connectEngine();
      }),
  );
}

/** Sends one request and waits for its answer. Typed arrays come back as `{ array: name, values }`. */
export async function askEngine<C extends Channel>(
  page: Page,
  channel: C,
  input: Input<C>,
): Promise<Extract<EngineResponse, { type: 'answer' }>> {
  return (await page.evaluate(
    async ([name, value]): Promise<unknown> => {
      const state = () => (window as unknown as { testPort: PortState }).testPort;
      const id = Math.floor(Math.random() * 1e9);
      let asked: MessagePort | null = null;
      for (;;) {
        const { port, received } = state();
        if (port !== asked) {
          port.postMessage({ type: 'request', id, channel: name, input: value });
          state().sent++;
        }
        asked = port;
        const answer = received.find((message) => message.type === 'answer' && message.id === id);
        if (answer) {
          return JSON.parse(
            JSON.stringify(answer, (_key, part) =>
              ArrayBuffer.isView(part)
                ? { array: part.constructor.name, values: Array.from(part as Int32Array) }
                : part,
            ),
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    [channel, input as unknown] as const,
  )) as Extract<EngineResponse, { type: 'answer' }>;
}

/** The kinds of message that have arrived on the port, in order. */
export function receivedTypes(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    (window as unknown as { testPort: PortState }).testPort.received.map(({ type }) => type),
  );
}

/** How many requests have been sent over the port. */
export function sentCount(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { testPort: PortState }).testPort.sent);
}
