import { afterAll, beforeAll } from 'vitest';
import { type SampleEstate, startSampleEstate } from '../server.ts';

export const PRODUCTION = '111122223333';

/** One estate for the tests of a file; the function gives what a client needs to speak to it. */
export function estateForTests(): {
  readonly estate: () => SampleEstate;
  readonly config: () => ClientConfig;
} {
  let running: SampleEstate | null = null;
  const estate = () => {
    if (running === null) throw new Error('The estate has not been started.');
    return running;
  };
  beforeAll(async () => {
    running = await startSampleEstate();
  });
  afterAll(() => estate().close());
  return { estate, config: () => configFor(estate()) };
}

export interface ClientConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: SampleEstate['credentials'];
  readonly maxAttempts: number;
}

export function configFor({ region, endpoint, credentials }: SampleEstate): ClientConfig {
  return { region, endpoint, credentials, maxAttempts: 1 };
}

/** How a call failed, as the SDK tells it. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ readonly name: string; readonly status: number | undefined; readonly message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('The call succeeded.');
}
