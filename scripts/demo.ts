import { mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { traceText } from '../cli/commands/trace.ts';
import { progressPrinter } from '../cli/progress.ts';
import { createEngine } from '../engine/engine.ts';
import { LEAKED_DEPLOY_KEY_ID } from '../sample/github/larkfield.ts';
import { hasDisplay, startWindow } from './start.ts';

/**
 * `npm run demo`: serves the sample estate on loopback, collects it with the real collector, seals the snapshot, traces
 * the leaked key, writes and verifies an evidence bundle, and opens the workbench where there is a display.
 */
async function demo(): Promise<number> {
  const started = performance.now();
  const folder = resolve('trustpath-demo', new Date().toISOString().replaceAll(/[:.]/g, '-'));
  mkdirSync(folder, { recursive: true });
  const snapshot = join(folder, 'sample.trustpath');
  const bundle = join(folder, 'evidence');
  const progress = progressPrinter(process.stderr, false);
  const engine = createEngine();
  try {
    say('Collecting the sample estate over loopback, with the real client libraries.');
    const { info, leakedKeyId } = await engine.request('sample.create', { out: snapshot }, progress);
    progress.finish();
    const { counts } = info;
    say(
      `Sealed ${counts.entities} entities and ${counts.relations} relations from ${counts.calls} calls, with ${counts.gaps} coverage gaps.`,
    );
    const { handle } = await engine.request('snapshot.open', { path: snapshot });
    say(`\nTracing the leaked key ${leakedKeyId}:\n`);
    say(traceText(await engine.request('trace', { handle, text: leakedKeyId })));
    say(`\nTracing the leaked deploy key ${LEAKED_DEPLOY_KEY_ID}:\n`);
    say(traceText(await engine.request('trace', { handle, text: LEAKED_DEPLOY_KEY_ID })));

    const question = { kind: 'trace' as const, text: leakedKeyId };
    await engine.request('evidence.write', { handle, question, out: bundle });
    const { ok, checks } = await engine.request('evidence.verify', { path: bundle });
    say(`\nEvidence bundle: ${checks.filter((check) => check.ok).length} of ${checks.length} checks hold.`);
    say(`\nSnapshot  ${relative('.', snapshot)}`);
    say(`Evidence  ${relative('.', bundle)}`);
    say(`Report    ${relative('.', join(bundle, 'data', 'report.html'))}`);
    say(`Done in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    if (!ok) return 4;
  } finally {
    engine.close();
  }
  return openWindow(snapshot);
}

async function openWindow(snapshot: string): Promise<number> {
  if (process.argv.includes('--no-window')) return 0;
  if (!hasDisplay()) {
    say(
      'There is no display, so the workbench stays closed. "npm start -- FILE" opens it where there is one.',
    );
    return 0;
  }
  return startWindow([snapshot]);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await demo();
