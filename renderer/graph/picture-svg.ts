import { escapeText } from '../entity/escape-text.ts';
import type { Picture, Shape } from './picture.ts';

/** Text from outside inside markup: hidden characters as code points, and nothing that could be markup. */
export function xmlText(text: string): string {
  return escapeText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

const attribute = (name: string, value: string | number | undefined) =>
  value === undefined ? '' : ` ${name}="${xmlText(String(value))}"`;

function shapeMarkup(shape: Shape): string {
  if (shape.kind === 'path') {
    const { at, scale } = shape;
    const move = at
      ? `translate(${at.x} ${at.y})${scale === undefined ? '' : ` scale(${scale})`}`
      : undefined;
    return `<path${[
      attribute('d', shape.d),
      attribute('fill', shape.fill ?? 'none'),
      attribute('stroke', shape.stroke),
      attribute('stroke-width', shape.width),
      attribute('stroke-dasharray', shape.dash?.join(' ')),
      attribute('stroke-linecap', at ? 'round' : undefined),
      attribute('stroke-linejoin', at ? 'round' : undefined),
      attribute('transform', move),
    ].join('')}/>`;
  }
  return `<text${[
    attribute('x', shape.at.x),
    attribute('y', shape.at.y),
    attribute('font-size', shape.size),
    attribute('font-weight', shape.bold ? 600 : undefined),
    attribute('text-anchor', shape.middle ? 'middle' : undefined),
    attribute('dominant-baseline', 'central'),
    attribute('fill', shape.fill),
    attribute('stroke', shape.halo),
    attribute('stroke-width', shape.halo === undefined ? undefined : 6),
    attribute('stroke-linejoin', shape.halo === undefined ? undefined : 'round'),
    attribute('paint-order', shape.halo === undefined ? undefined : 'stroke'),
  ].join('')}>${xmlText(shape.text)}</text>`;
}

/** The picture as an SVG document that refers to nothing outside itself. */
export function pictureSvg(picture: Picture, title: string): string {
  const { left, top, width, height } = picture;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}"${attribute('font-family', picture.font)} role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}"${attribute('fill', picture.ground)}/>`,
    ...picture.shapes.map(shapeMarkup),
    '</svg>',
    '',
  ].join('\n');
}
