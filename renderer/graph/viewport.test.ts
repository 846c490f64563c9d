import { expect, it } from 'vitest';
import { boxAround, boxOfLayout, fitTo, LEGEND, MARGIN, panTo } from './viewport.ts';

const at = (x: number, y: number) => ({ x, y });
const canvas = { width: 1000, height: 600 };

it('covers cards and lanes', () => {
  expect(boxAround([])).toBeNull();
  expect(boxAround([at(0, 0), at(400, 100)])).toEqual({ left: -112, top: -28, width: 624, height: 156 });
  const lanes = new Map([[0, [at(200, 300)]]]);
  expect(boxOfLayout({ positions: [at(0, 0)], bends: lanes })?.height).toBe(356);
});

it('shows all of a small drawing in the middle, at its own size', () => {
  const box = boxAround([at(0, 0), at(400, 0)])!;
  const fit = fitTo(box, null, canvas)!;
  expect(fit.zoom).toBe(1);
  expect(box.left * fit.zoom + fit.pan.x).toBe((1000 - box.width) / 2);
});

it('shows the beginning of the chosen path where all would be too small', () => {
  const all = boxAround([at(0, 0), at(3000, 9000)])!;
  const path = boxAround([at(0, 4000), at(3000, 4000)])!;
  const fit = fitTo(all, path, canvas)!;
  expect(fit.zoom).toBe(0.62);
  expect(path.left * fit.zoom + fit.pan.x).toBeCloseTo(MARGIN);
});

it('shows nothing in a canvas without room', () => {
  expect(fitTo(boxAround([at(0, 0)])!, null, { width: 30, height: 600 })).toBeNull();
});

it('stays where it is while all that was chosen can be seen', () => {
  expect(panTo([at(200, 100), at(600, 200)], 1, at(0, 0), canvas)).toBeNull();
});

it('brings what was chosen to the middle, without another scale', () => {
  const pan = panTo([at(200, 5000), at(600, 5000)], 0.5, at(0, 0), canvas)!;
  expect(5000 * 0.5 + pan.y).toBe((canvas.height - LEGEND) / 2);
  expect(400 * 0.5 + pan.x).toBe(canvas.width / 2);
});

it('shows the end of what has no room in height, the beginning of what has none in width', () => {
  const tall = panTo([at(0, 0), at(340, 4000), at(680, 9000)], 1, at(0, 0), canvas)!;
  expect(9000 + tall.y).toBe(canvas.height / 2);
  const both = panTo([at(0, 0), at(340, 4000), at(2000, 9000)], 1, at(0, 0), canvas)!;
  expect(4000 + both.y).toBe(canvas.height / 2);
  expect(-112 + both.x).toBe(MARGIN);
});

it('leaves room for the key to the lines below what is drawn', () => {
  const tall = boxAround([at(0, 0), at(300, 700)])!;
  const fit = fitTo(tall, null, canvas)!;
  expect((tall.top + tall.height) * fit.zoom + fit.pan.y).toBeLessThanOrEqual(
    canvas.height - MARGIN - LEGEND + 0.001,
  );
});
