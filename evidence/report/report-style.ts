/** The report's own style: one family, dark on light, made to be printed. */
export const REPORT_STYLE = `
:root { --ink: #1a1d21; --soft: #555d66; --line: #d5d9de; --fill: #f5f6f8; --jewel: #8a5a00; --foothold: #b3261e; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem; color: var(--ink); background: #fff;
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 22px; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 17px; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 14px; margin: 1.25rem 0 .5rem; }
p, ul, ol, table, dl { margin: 0 0 .75rem; }
code, .id { font-family: ui-monospace, "SF Mono", Consolas, monospace; font-size: 12.5px; overflow-wrap: anywhere; }
pre { background: var(--fill); border: 1px solid var(--line); border-radius: 4px; padding: .5rem .75rem;
  white-space: pre-wrap; overflow-wrap: anywhere; font: 12.5px/1.5 ui-monospace, "SF Mono", Consolas, monospace; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { color: var(--soft); } dd { margin: 0; }
.soft { color: var(--soft); }
.hop { border-left: 2px solid var(--line); padding: 0 0 .5rem 1rem; margin: 0 0 .5rem .5rem; }
.verb { font-weight: 600; }
.verdict { border: 1px solid currentColor; border-radius: 3px; padding: 0 .35rem; font-size: 12px; }
.verdict.allow { color: #1d5f2f; } .verdict.conditional { color: var(--jewel); border-style: dashed; }
.verdict.unknown { color: var(--soft); border-style: dotted; }
.foothold { color: var(--foothold); } .jewel { color: var(--jewel); }
@media print { body { padding: 0; max-width: none; } h2, h3 { break-after: avoid; } tr, li { break-inside: avoid; } a { color: inherit; } }
`;
