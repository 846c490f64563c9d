/**
 * What the engine's process and the shell that started it say to each other besides requests and answers. An engine
 * inside Electron cannot start processes of its own (the packaged application's executable does not run as Node), so it
 * asks its host for the one that checks a stranger's snapshot or bundle. The host decides where that program is. Neither has the
 * engine the system's key store: it asks for the key that signs evidence.
 */
export type HostRequest = CheckRequest | { readonly type: 'key-wanted'; readonly wish: number };
export type HostReport = CheckReport | KeyReport;

export type CheckProgram = 'snapshot-check-entry' | 'bundle-check-entry';

export type CheckRequest =
  | {
      readonly type: 'check-start';
      readonly check: number;
      readonly program: CheckProgram;
      readonly execArgv: readonly string[];
    }
  | { readonly type: 'check-send'; readonly check: number; readonly job: unknown }
  | { readonly type: 'check-kill'; readonly check: number };

/** The private key in PEM, or why there is none, in words. */
export type KeyReport =
  | { readonly type: 'key'; readonly wish: number; readonly pem: string }
  | { readonly type: 'key'; readonly wish: number; readonly problem: string };

export type CheckReport =
  | { readonly type: 'check-message'; readonly check: number; readonly answer: unknown }
  | {
      readonly type: 'check-exit';
      readonly check: number;
      readonly code: number | null;
      readonly signal: string | null;
    };

export function isCheckRequest(message: HostRequest): message is CheckRequest {
  return message.type !== 'key-wanted';
}

export function isHostRequest(message: { readonly type: string }): message is HostRequest {
  return ['check-start', 'check-send', 'check-kill', 'key-wanted'].includes(message.type);
}

export function isHostReport(message: { readonly type: string }): message is HostReport {
  return ['check-message', 'check-exit', 'key'].includes(message.type);
}
