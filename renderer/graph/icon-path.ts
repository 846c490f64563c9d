import { roundedBox } from './rounded-box.ts';

/** The part of an SVG element that its shape needs. */
interface Drawn {
  readonly tagName: string;
  getAttribute(name: string): string | null;
}

/** An icon's element (path, circle, ellipse, line, rect, polyline, polygon) as path data; null for any other. */
export function iconPath(element: Drawn): string | null {
  const number = (name: string, otherwise = 0) => Number(element.getAttribute(name) ?? otherwise);
  switch (element.tagName.toLowerCase()) {
    case 'path':
      return element.getAttribute('d');
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'line':
      return `M ${number('x1')},${number('y1')} L ${number('x2')},${number('y2')}`;
    case 'rect':
      return roundedBox(number('x'), number('y'), number('width'), number('height'), number('rx'));
    case 'polyline':
      return `M ${element.getAttribute('points') ?? ''}`;
    case 'polygon':
      return `M ${element.getAttribute('points') ?? ''} Z`;
    default:
      return null;
  }
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  const half = (dx: number) => `a ${rx},${ry} 0 1 0 ${dx},0`;
  return `M ${cx - rx},${cy} ${half(2 * rx)} ${half(-2 * rx)} Z`;
}
