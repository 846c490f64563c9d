import type { Block, Report, Span, SpanStyle, Words } from '../../schema/report.ts';
import { html, type Markup } from './html.ts';
import { REPORT_STYLE } from './report-style.ts';

/** `report.html`: self-contained, loads nothing from anywhere, and prints. */
export function reportHtml({ title, subtitle, sections }: Report): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${constant(REPORT_STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
<p class="soft">${words(subtitle)}</p>
${sections.map((section) => html`<h2>${section.title}</h2>\n${blocks(section.blocks)}`)}</body>
</html>
`;
  return page.text;
}

/** The style sheet and tags are our own constants, not values from outside. */
function constant(text: string): Markup {
  return html([text] as unknown as TemplateStringsArray);
}

const SPANS: Readonly<Record<SpanStyle, (text: string) => Markup>> = {
  code: (text) => html`<code>${text}</code>`,
  soft: (text) => html`<span class="soft">${text}</span>`,
  strong: (text) => html`<strong>${text}</strong>`,
  verb: (text) => html`<span class="verb">${text}</span>`,
  jewel: (text) => html`<strong class="jewel">${text}</strong>`,
  foothold: (text) => html`<span class="foothold">${text}</span>`,
  allow: (text) => html`<span class="verdict allow">${text}</span>`,
  conditional: (text) => html`<span class="verdict conditional">${text}</span>`,
  unknown: (text) => html`<span class="verdict unknown">${text}</span>`,
};

function words(list: Words): Markup[] {
  return list.map((span: Span) => (typeof span === 'string' ? html`${span}` : SPANS[span.as](span.text)));
}

/** What follows a hop is set in beside it, up to the next hop or heading. */
function blocks(list: readonly Block[]): Markup[] {
  const out: Markup[] = [];
  let inHop = false;
  const leave = () => {
    if (inHop) out.push(html`</div>\n`);
    inHop = false;
  };
  for (const block of list) {
    if (block.block === 'hop' || block.block === 'heading') leave();
    if (block.block === 'hop') {
      out.push(html`<div class="hop">\n`);
      inHop = true;
    }
    out.push(one(block));
  }
  leave();
  return out;
}

function one(block: Block): Markup {
  switch (block.block) {
    case 'heading':
      return html`<h3>${block.text}</h3>\n`;
    case 'paragraph':
    case 'hop':
      return html`<p>${words(block.words)}</p>\n`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${words(item)}</li>\n`);
      return block.ordered ? html`<ol>\n${items}</ol>\n` : html`<ul>\n${items}</ul>\n`;
    }
    case 'facts':
      return html`<dl>\n${block.rows.map(([name, value]) => html`<dt>${name}</dt><dd>${words(value)}</dd>\n`)}</dl>\n`;
    case 'table':
      return html`<table><thead><tr>${block.header.map((name) => html`<th>${name}</th>`)}</tr></thead>\n<tbody>${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${words(cell)}</td>`)}</tr>\n`)}</tbody></table>\n`;
    case 'code':
      return html`<pre>${block.text}</pre>\n`;
  }
}
