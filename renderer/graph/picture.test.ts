import { describe, expect, it } from 'vitest';
import { iconPath } from './icon-path.ts';
import { CARD } from './layered-layout.ts';
import { drawPicture, type PictureCard, type PictureColours, type PictureEdge } from './picture.ts';
import { scaleFor } from './picture-png.ts';
import { pictureSvg } from './picture-svg.ts';

const colours = Object.fromEntries(
  [
    'ground',
    'card',
    'line',
    'text',
    'muted',
    'edge',
    'sunken',
    'foothold',
    'footholdSoft',
    'jewel',
    'jewelSoft',
  ].map((name) => [name, `rgb(0 0 0 / ${name})`]),
) as unknown as PictureColours;
const card = (x: number, name: string): PictureCard => ({
  at: { x, y: 0 },
  name,
  source: 'IAM role',
  icon: ['M 0,0 L 24,24'],
  mark: [],
  role: null,
});
const edge: PictureEdge = {
  points: [
    { x: 112, y: 0 },
    { x: 288, y: 0 },
  ],
  curve: null,
  verdict: 'conditional',
  observed: false,
  label: 'can assume',
  labelAt: { x: 200, y: 0 },
  labelMiddle: true,
};
const svgOf = (cards: readonly PictureCard[], edges: readonly PictureEdge[] = []) =>
  pictureSvg(drawPicture(cards, edges, colours, 'Some "Font", sans-serif'), 'Paths');

describe('a picture of a drawing', () => {
  it('has room for every card and for what the lines mean', () => {
    const picture = drawPicture([card(0, 'a'), card(400, 'b')], [edge], colours, 'x');
    expect(picture.left).toBeLessThan(-CARD.width / 2);
    expect(picture.left + picture.width).toBeGreaterThan(400 + CARD.width / 2);
    const texts = picture.shapes.flatMap((shape) => (shape.kind === 'text' ? shape.text : []));
    for (const text of ['a', 'b', 'can assume', 'allowed', 'conditional', 'unknown', 'observed'])
      expect(texts).toContain(text);
  });

  it('shows a conditional line dashed', () => {
    expect(svgOf([card(0, 'a')], [edge])).toMatch(/d="M 112,0 L 280,0"[^>]*stroke-dasharray="7 4"/);
  });

  it('has no markup from a name, and no character that hides', () => {
    const svg = svgOf([card(0, '</text><script>alert(1)</script>&"\'\u202e\u0007')]);
    expect(svg).not.toContain('<script');
    expect(svg).toContain(
      '&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&apos;⟨U+202E⟩⟨U+0007⟩',
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
    expect(svg).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(svg).toContain('font-family="Some &quot;Font&quot;, sans-serif"');
    expect(svg).not.toMatch(/href|url\(/);
  });

  it('is drawn sharp, and smaller where a canvas would have no room', () => {
    expect(scaleFor(1000, 800)).toBe(2);
    expect(scaleFor(40_000, 100)).toBeCloseTo(0.4);
    const scale = scaleFor(20_000, 20_000);
    expect((20_000 * scale) ** 2).toBeLessThanOrEqual(64_000_001);
  });
});

describe('the shapes of icons', () => {
  const element = (tagName: string, attributes: Readonly<Record<string, string>>) => ({
    tagName,
    getAttribute: (name: string) => attributes[name] ?? null,
  });

  it('become paths', () => {
    expect(iconPath(element('path', { d: 'M0 0' }))).toBe('M0 0');
    expect(iconPath(element('circle', { cx: '16.5', cy: '7.5', r: '.5' }))).toBe(
      'M 16,7.5 a 0.5,0.5 0 1 0 1,0 a 0.5,0.5 0 1 0 -1,0 Z',
    );
    expect(iconPath(element('line', { x1: '1', y1: '2', x2: '3', y2: '4' }))).toBe('M 1,2 L 3,4');
    expect(iconPath(element('polyline', { points: '1,2 3,4' }))).toBe('M 1,2 3,4');
    expect(iconPath(element('rect', { x: '1', y: '2', width: '10', height: '8', rx: '2' }))).toMatch(
      /^M 3,2 h 6 a 2,2/,
    );
    expect(iconPath(element('image', {}))).toBeNull();
  });
});
