import { MessageChannelMain, type MessagePortMain } from 'electron';
import { z } from 'zod';
import { type Channel, CONTRACT, type EngineRequest, type EngineResponse } from '../schema/contract.ts';
import type { EnginePortMessage } from '../schema/shell-contract.ts';
import { type EngineProcess, startEngine } from './engine-process.ts';

/** The form of a message from the window. The engine parses the input itself, by its channel. */
const requestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('request'),
    id: z.number().int(),
    channel: z.enum(Object.keys(CONTRACT) as [Channel, ...Channel[]]),
    input: z.unknown(),
  }),
  z.object({ type: z.literal('cancel'), id: z.number().int() }),
]);

const FIRST_RESTART_MS = 250;
const LONGEST_RESTART_MS = 10_000;
/** An engine that lived this long was not lost to its own start. */
const LIVED_MS = 5_000;

export interface EngineHost {
  /** A new port for the window; an earlier one is closed. */
  connect(): MessagePortMain;
  /** Resolves when the engine has ended. */
  stop(): Promise<void>;
}

/** Keeps one engine running and speaks for the window with it. */
export function createEngineHost(): EngineHost {
  let engine: EngineProcess | null = null;
  let port: MessagePortMain | null = null;
  let stopped = false;
  let reason = 'The engine has not started.';
  let delay = FIRST_RESTART_MS;
  const inFlight = new Set<number>();

  const tell = (message: EnginePortMessage) => port?.postMessage(message);

  function start(): void {
    if (stopped) return;
    const startedAt = Date.now();
    try {
      engine = startEngine({
        onMessage(message) {
          if (message.type === 'answer') inFlight.delete(message.id);
          tell(message);
        },
        onExit: (why) => lost(why, startedAt),
      });
      tell({ type: 'engine-ready' });
    } catch (error) {
      lost((error as Error).message, startedAt);
    }
  }

  function lost(why: string, startedAt: number): void {
    engine = null;
    if (stopped) return;
    reason = why;
    console.error(why);
    for (const id of inFlight) tell(refusal(id));
    inFlight.clear();
    tell({ type: 'engine-lost', reason });
    delay = Date.now() - startedAt > LIVED_MS ? FIRST_RESTART_MS : Math.min(delay * 2, LONGEST_RESTART_MS);
    setTimeout(start, delay);
  }

  function refusal(id: number): EngineResponse {
    const error = { code: 'engine-lost', message: reason, retryable: true, details: {} };
    return { type: 'answer', id, ok: false, error };
  }

  function receive(data: unknown): void {
    const parsed = requestSchema.safeParse(data);
    if (!parsed.success) return;
    const message = parsed.data as EngineRequest;
    if (message.type === 'request') {
      if (engine === null) return void tell(refusal(message.id));
      inFlight.add(message.id);
    }
    engine?.send(message);
  }

  start();
  return {
    connect() {
      // What an earlier page asked is nobody's question any more.
      for (const id of inFlight) engine?.send({ type: 'cancel', id });
      inFlight.clear();
      port?.close();
      const channel = new MessageChannelMain();
      port = channel.port1;
      port.on('message', ({ data }) => receive(data));
      port.start();
      tell(engine === null ? { type: 'engine-lost', reason } : { type: 'engine-ready' });
      return channel.port2;
    },
    async stop() {
      stopped = true;
      await engine?.stop();
    },
  };
}
