import type { Page } from '@playwright/test';

/** Frames a second while the drawing is panned: a pointer that moves before every frame, for so many milliseconds. */
export function framesWhilePanning(page: Page, milliseconds: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const host = document.querySelector<HTMLElement>('.canvas-host');
    if (!host) throw new Error('there is no drawing');
    const box = host.getBoundingClientRect();
    // A place with no card under it, so that the ground is dragged and not a card.
    const start = { x: box.left + 6, y: box.top + 6 };
    const send = (type: string, target: EventTarget, x: number, y: number) =>
      target.dispatchEvent(
        new MouseEvent(type, { bubbles: true, button: 0, buttons: 1, clientX: x, clientY: y, view: window }),
      );
    const surface = host.querySelector('canvas') ?? host;
    send('mousedown', surface, start.x, start.y);
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const begun = await frame();
    let last = begun;
    let frames = 0;
    while (last - begun < wanted) {
      const angle = (frames / 40) * 2 * Math.PI;
      send('mousemove', window, start.x + 200 * Math.sin(angle), start.y + 120 * (1 - Math.cos(angle)));
      last = await frame();
      frames++;
    }
    send('mouseup', window, start.x, start.y);
    return (frames / (last - begun)) * 1000;
  }, milliseconds);
}

/** Where the drawing stands, to see that panning panned. */
export function stageTransform(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLElement>('.canvas-stage')?.style.transform ?? '');
}
