/**
 * What the engine's process and the shell that started it say to each other besides requests and answers. An engine
 * inside Electron cannot start processes of its own (the packaged application's executable does not run as Node), so it
 * asks its host for the one that checks a stranger's snapshot. The host decides which program that is.
 */
export type HostRequest =
  | { readonly type: 'check-start'; readonly check: number; readonly execArgv: readonly string[] }
  | { readonly type: 'check-send'; readonly check: number; readonly job: unknown }
  | { readonly type: 'check-kill'; readonly check: number };

export type HostReport =
  | { readonly type: 'check-message'; readonly check: number; readonly answer: unknown }
  | {
      readonly type: 'check-exit';
      readonly check: number;
      readonly code: number | null;
      readonly signal: string | null;
    };

export function isHostRequest(message: { readonly type: string }): message is HostRequest {
  return message.type === 'check-start' || message.type === 'check-send' || message.type === 'check-kill';
}

export function isHostReport(message: { readonly type: string }): message is HostReport {
  return message.type === 'check-message' || message.type === 'check-exit';
}
