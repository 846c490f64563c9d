import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfPage {
  /** The words of the page, in reading order. */
  readonly text: string;
  /** Where each piece of text ends, in points from the left. */
  readonly places: readonly { readonly right: number }[];
  /** The page as a picture. */
  png(): Promise<Buffer>;
  /** Share of the pixels that are not white. */
  ink(): Promise<number>;
}

export interface ReadPdf {
  readonly pages: readonly PdfPage[];
  readonly outline: readonly {
    readonly title: string;
    readonly items: readonly { readonly title: string }[];
  }[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly marked: boolean;
  /** Roles of the structure tree of the first page, in order. */
  readonly roles: readonly string[];
}

/** Reads a PDF as a reader of such files does, for tests. `scale` 1 is 72 points an inch. */
export async function readPdf(bytes: Uint8Array, scale = 1): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    const viewport = page.getViewport({ scale });
    const draw = async () => {
      const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
      const context = canvas.getContext('2d');
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
      return canvas;
    };
    pages.push({
      text: content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
      places: content.items.flatMap((item) =>
        'str' in item && item.str.trim() !== '' ? [{ right: item.transform[4] + item.width }] : [],
      ),
      png: async () => (await draw()).toBuffer('image/png'),
      async ink() {
        const canvas = await draw();
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let dark = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at]! < 200) dark += 1;
        return dark / (data.length / 4);
      },
    });
  }
  const { info } = await document.getMetadata();
  return {
    pages,
    outline: (await document.getOutline()) ?? [],
    info: info as Record<string, unknown>,
    marked:
      ((await document.getMarkInfo()) as unknown as Map<string, boolean> | null)?.get('Marked') === true,
    roles: rolesOf(await (await document.getPage(1)).getStructTree()),
  };
}

function rolesOf(node: unknown): string[] {
  const { role, children = [] } = (node ?? {}) as { role?: string; children?: unknown[] };
  return [...(role === undefined ? [] : [role]), ...children.flatMap(rolesOf)];
}
