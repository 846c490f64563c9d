import { ruleById } from '../analysis/rules/registry.ts';
import type { Hop, TrustPath } from '../schema/contract.ts';
import { withoutControlPaths } from '../schema/control-paths.ts';
import { resolvePointer } from '../schema/json-pointer.ts';
import { ENTITY_KINDS } from '../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../schema/kinds/relation-kinds.ts';
import type { Entity, ProofStep } from '../schema/records.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import type { Answer, Method } from './answer.ts';
import { html, type Markup } from './html.ts';
import { REPORT_STYLE } from './report-style.ts';

const LONGEST_STATEMENT = 4_000;
const MOST_REACHED_LISTED = 200;
const MOST_FINDINGS_TOLD = 200;
const MOST_ACTIVITY_TOLD = 30;

/** `report.html`: the answer for people, self-contained, with the statement behind every hop. */
export function reportHtml(reader: SnapshotReader, answer: Answer, method: Method, bundleId: string): string {
  const info = reader.info();
  const gaps = reader.coverage().filter((record) => record.status !== 'complete');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${answer.question.title}</title>
<style>${raw(REPORT_STYLE)}</style>
</head>
<body>
<h1>${answer.question.title}</h1>
<p class="soft">Evidence bundle ${bundleId}, from the snapshot sealed ${info.sealedAt} with digest <code>${info.digest}</code>.</p>
<h2>Answer</h2>
${answerSection(reader, answer)}
${answer.paths.length > 0 ? pathsSection(reader, answer.paths) : ''}
${answer.activity ? activitySection(answer.activity) : ''}
${answer.findings.length > 0 ? findingsSection(reader, answer) : ''}
${answer.containment.length > 0 ? containmentSection(answer) : ''}
${answer.reached.length > 0 ? reachedSection(answer) : ''}
<h2>What was not seen</h2>
${answer.unknowns.length > 0 ? html`<p>These gaps could change the answer above.</p><ul>${answer.unknowns.map((gap) => html`<li><code>${gap.operation}</code> (${gap.source}): ${gap.reason}${gap.kinds.length > 0 ? ` Could change: ${gap.kinds.map((kind) => RELATION_KINDS[kind].label).join(', ')}.` : ''}</li>`)}</ul>` : html`<p>No gap is known that could change this answer.</p>`}
<p class="soft">${gaps.length} of ${reader.coverage().length} operations were not fully answered; <code>coverage.csv</code> lists every one.</p>
<h2>Scope and method</h2>
<dl>
${info.sources.map((source) => html`<dt>Source</dt><dd><span class="id">${source.id}</span>, collected ${source.startedAt} to ${source.endedAt ?? 'unfinished'}${source.principal ? html`, as <span class="id">${source.principal}</span>` : ''}</dd>`)}
<dt>Counts</dt><dd>${info.counts.observations} documents, ${info.counts.entities} entities, ${info.counts.relations} relations</dd>
<dt>Versions</dt><dd>collected by ${info.createdBy}, analysed by ${info.analysis}, exported by ${method.tool}</dd>
<dt>Operator</dt><dd>${method.operator ?? 'not declared'}</dd>
</dl>
<p>A relation says what its source <em>can</em> do by the configuration that was collected; it does not say that anybody did, but where it is called observed: there an imported or collected log shows it. Allowed means that nothing further is needed; conditional names what must hold; unknown names what was not collected. Every sentence under a hop points at a document in <code>observations/</code>: the file is named by the SHA-256 of its bytes, and the JSON pointer names the place inside it.</p>
</body>
</html>
`;
  return page.text;
}

/** The style sheet is our own constant, not a value from outside. */
function raw(text: string): Markup {
  return html([text] as unknown as TemplateStringsArray);
}

function entityName(reader: SnapshotReader, id: string): Markup {
  const entity: Entity | null = reader.entityById(id);
  if (!entity) return html`<span class="id">${id}</span>`;
  const kind = ENTITY_KINDS[entity.kind].label;
  return html`${entity.tier === 0 ? html`<strong class="jewel">&#9819; ${entity.name}</strong>` : html`<strong>${entity.name}</strong>`} <span class="soft">${kind}${entity.collected ? '' : ', not collected'}</span> <span class="id">${id}</span>`;
}

function answerSection(reader: SnapshotReader, answer: Answer): Markup {
  const { recognition, owner } = answer;
  return html`
${recognition ? html`<dl><dt>What it is</dt><dd>${recognition.label}${recognition.identifier ? html` <span class="id">${recognition.identifier}</span>` : ''}</dd>${recognition.facts.map((fact) => html`<dt>${fact.label}</dt><dd>${fact.value}</dd>`)}<dt>Owner</dt><dd>${owner ? entityName(reader, owner.id) : 'not in this snapshot'}</dd></dl>` : ''}
${answer.notes.map((note) => html`<p>${note}</p>`)}
<p>${summary(answer)}</p>`;
}

function summary({ question, paths, reached, findings }: Answer): string {
  const sentences: string[] = [];
  if (question.kind === 'findings') {
    const { length } = findings;
    return length === 0
      ? 'Nothing was found with what was collected.'
      : `${length} ${length === 1 ? 'finding' : 'findings'}, worst first.`;
  }
  if (question.kind !== 'exposure') {
    const count = withoutControlPaths(paths).paths.length;
    sentences.push(
      count === 0
        ? 'No path was found with what was collected.'
        : `${count} ${count === 1 ? 'path was' : 'paths were'} found.`,
    );
  }
  const where = question.kind === 'exposure' ? 'the exposure' : 'the blast radius';
  if (question.kind !== 'path') {
    sentences.push(`${reached.length} ${reached.length === 1 ? 'entity is' : 'entities are'} in ${where}.`);
  }
  return sentences.join(' ');
}

/** A table of all paths, then each in full. A hop that an earlier path showed is not proven twice. */
function pathsSection(reader: SnapshotReader, paths: readonly TrustPath[]): Markup {
  const told = withoutControlPaths(paths);
  const shown = new Map<string, string>();
  return html`<h2>Paths</h2>
<table><thead><tr><th>Path</th><th>Reaches</th><th>Hops</th><th>Certainty</th></tr></thead>
<tbody>${told.paths.map((path, index) => html`<tr><td>${index + 1}</td><td>${entityName(reader, path.to)}</td><td>${path.hops.length}</td><td><span class="verdict ${path.verdict}">${path.verdict}</span></td></tr>`)}</tbody></table>
${[...told.controlled].map(([account, ends]) => html`<p>Whoever administers ${entityName(reader, account)} also controls, in that account:</p><ul>${ends.map((id) => html`<li>${entityName(reader, id)}</li>`)}</ul>`)}
${told.paths.map((path, index) => pathSection(reader, path, index + 1, shown))}`;
}

function pathSection(
  reader: SnapshotReader,
  path: TrustPath,
  number: number,
  shown: Map<string, string>,
): Markup {
  const items = path.hops.map((hop, index) => {
    const key = JSON.stringify([hop.from, hop.to, hop.kind, hop.rule]);
    const earlier = shown.get(key);
    if (earlier !== undefined)
      return html`<li>${hopTitle(reader, hop)}<p class="soft">Proven under ${earlier}.</p></li>`;
    shown.set(key, `path ${number}, hop ${index + 1}`);
    return html`<li>${hopTitle(reader, hop)}${hopSection(reader, hop)}</li>`;
  });
  return html`<section class="path">
<h3>Path ${number}: ${path.hops.length} ${path.hops.length === 1 ? 'hop' : 'hops'}, <span class="verdict ${path.verdict}">${path.verdict}</span></h3>
<p class="foothold">&#9873; ${entityName(reader, path.from)}</p>
<ol class="chain">${items}</ol>
</section>`;
}

function hopTitle(reader: SnapshotReader, hop: Hop): Markup {
  return html`<p><span class="verb">${RELATION_KINDS[hop.kind].label}</span> <span class="verdict ${hop.verdict}">${hop.verdict}</span> ${entityName(reader, hop.to)}</p>`;
}

function hopSection(reader: SnapshotReader, hop: Hop): Markup {
  const rule = ruleById(hop.rule);
  const seen = hop.observed;
  return html`
${seen ? html`<p>Observed ${seen.count} times from ${seen.first} to ${seen.last}${seen.from.length > 0 ? `, from ${seen.from.join(', ')}` : ''}.</p>` : ''}
${hop.proof.map((step) => proofSection(reader, step))}
${hop.conditions.length > 0 ? html`<p>${hop.verdict === 'unknown' ? 'Not known:' : 'Only if:'}</p><ul>${hop.conditions.map((condition) => html`<li>${condition}</li>`)}</ul>` : ''}
<p class="soft">Rule ${hop.rule}${rule ? `: ${rule.title}. ${rule.enables}` : ''}${hop.techniques.length > 0 ? ` (ATT&CK ${hop.techniques.join(', ')})` : ''}</p>
${rule ? html`<p>How to end it: ${rule.fix}</p>` : ''}`;
}

function proofSection(reader: SnapshotReader, step: ProofStep): Markup {
  const value = resolvePointer(reader.document(step.observation), step.pointer);
  const text = value === undefined ? '' : JSON.stringify(value, null, 2);
  const shown =
    text.length > LONGEST_STATEMENT
      ? `${text.slice(0, LONGEST_STATEMENT)}\n… (the whole document is in observations/)`
      : text;
  return html`<p>${step.says}<br><span class="soft">observations/<span class="id">${step.observation.slice('sha256:'.length)}.json#${step.pointer}</span></span></p><pre>${shown}</pre>`;
}

/** What is wrong with the entities of the answer, each with its proof in words; the whole is in the tables. */
function findingsSection(reader: SnapshotReader, answer: Answer): Markup {
  const rows = answer.findings.slice(0, MOST_FINDINGS_TOLD);
  return html`<h2>Findings</h2>
${rows.map(
  (finding) => html`<section><h3>${finding.severity}: ${finding.title}</h3>
<p>${entityName(reader, finding.entity)} <span class="soft">confidence ${finding.confidence}, rule ${finding.rule}</span></p>
<ul>${finding.proof.map((step) => html`<li>${step.says} <span class="soft">observations/<span class="id">${step.observation.slice('sha256:'.length)}.json#${step.pointer}</span></span></li>`)}</ul>
${finding.conditions.length > 0 ? html`<p>Only if:</p><ul>${finding.conditions.map((condition) => html`<li>${condition}</li>`)}</ul>` : ''}
<p>How to mend it: ${finding.remediation}</p></section>`,
)}
${answer.findings.length > rows.length ? html`<p class="soft">The first ${rows.length} of ${answer.findings.length}; <code>findings.csv</code> has them all.</p>` : ''}`;
}

function activitySection(activity: NonNullable<Answer['activity']>): Markup {
  const rows = (title: string, list: readonly { name: string; count: number }[]) =>
    list.length === 0
      ? ''
      : html`<tr><td>${title}</td><td>${list.slice(0, MOST_ACTIVITY_TOLD).map((row) => html`<span class="id">${row.name}</span> ${row.count} `)}</td></tr>`;
  return html`<h2>What it did, by the logs</h2>
${activity.logs.map((log) => html`<p class="soft">${log.source}: ${log.count} events from ${log.first} to ${log.last}. What happened outside of it is not known.</p>`)}
${
  activity.count === 0
    ? html`<p>Nothing was seen.</p>`
    : html`<p>${activity.count} events, ${activity.errors} of them in vain, from ${activity.first} to ${activity.last}.</p>
<table><tbody>${rows('Assumed', activity.assumed)}${rows('Actions', activity.actions)}${rows('Resources', activity.resources)}${rows('From', activity.addresses)}${rows('User agents', activity.userAgents)}</tbody></table>`
}`;
}

function containmentSection(answer: Answer): Markup {
  return html`<h2>Containment, in this order</h2><ol>${answer.containment.map((step) => html`<li><strong>${step.title}</strong><br>${step.why}${step.command ? html`<pre>${step.command}</pre>` : ''}</li>`)}</ol>`;
}

function reachedSection(answer: Answer): Markup {
  const rows = answer.reached.slice(0, MOST_REACHED_LISTED);
  const title = answer.question.kind === 'exposure' ? 'Who reaches it' : 'Blast radius';
  return html`<h2>${title}</h2>
<table><thead><tr><th>Hops</th><th>Certainty</th><th>Kind</th><th>Entity</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><td>${row.distance}</td><td><span class="verdict ${row.verdict}">${row.verdict}</span></td><td>${row.kind}</td><td class="id">${row.id}</td></tr>`)}</tbody></table>
${answer.reached.length > rows.length ? html`<p class="soft">The nearest ${rows.length} of ${answer.reached.length}; <code>identities.csv</code> has them all.</p>` : ''}`;
}
