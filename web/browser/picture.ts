// Pictures as their comparison needs them: how far two differ and where, beside each other, and small as a file.
import { crc32, deflateSync } from 'node:zlib';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export interface Difference {
  /** Pixels of another colour, those left out that only smooth an edge in another way. */
  pixels: number;
  /** Of these, how many lie in the square of `side` pixels that has most, and its upper left corner. */
  worst: { pixels: number; x: number; y: number };
}

export const side = 32;

/** Above this distance two colours are different; 1 is from black to white. */
const threshold = 0.05;

export function difference(actual: PNG, expected: PNG): Difference {
  const [left, right] = ofOneSize(actual, expected);
  const { width, height } = left;
  const mask = Buffer.alloc(width * height * 4);
  const pixels = pixelmatch(left.data, right.data, mask, width, height, { threshold, diffMask: true });

  const columns = Math.ceil(width / side);
  const counts = new Uint32Array(columns * Math.ceil(height / side));
  for (let at = 0; at < width * height; ++at) {
    // Red is a difference, yellow an edge.
    const differs = mask[at * 4] === 255 && mask[at * 4 + 1] === 0;
    if (differs) ++counts[Math.floor(at / width / side) * columns + Math.floor((at % width) / side)]!;
  }
  const most = counts.reduce((best, count, square) => (count > counts[best]! ? square : best), 0);
  return { pixels, worst: { pixels: counts[most]!, x: (most % columns) * side, y: Math.floor(most / columns) * side } };
}

/** Actual, expected and what differs, from left to right. */
export function sideBySide(actual: PNG, expected: PNG): PNG {
  const [left, right] = ofOneSize(actual, expected);
  const { width, height } = left;
  const differing = new PNG({ width, height });
  pixelmatch(left.data, right.data, differing.data, width, height, { threshold });
  const all = new PNG({ width: width * 3, height });
  [left, right, differing].forEach((each, place) => PNG.bitblt(each, all, 0, 0, width, height, place * width, 0));
  return all;
}

/** Both in the upper left corner of a ground of a colour that the page does not have, where their sizes differ. */
function ofOneSize(...pictures: [PNG, PNG]): [PNG, PNG] {
  const width = Math.max(...pictures.map((each) => each.width));
  const height = Math.max(...pictures.map((each) => each.height));
  return pictures.map((each) => {
    if (each.width === width && each.height === height) return each;
    const whole = new PNG({ width, height });
    whole.data.fill(Buffer.from([255, 0, 255, 255]));
    PNG.bitblt(each, whole, 0, 0, each.width, each.height, 0, 0);
    return whole;
  }) as [PNG, PNG];
}

/** An opaque picture as a file with a palette of 128 colours: a third of the size, and no colour moves beyond threshold. */
export function withPalette({ width, height, data }: PNG): Buffer {
  const colours = new Uint32Array(width * height);
  const uses = new Map<number, number>();
  for (let at = 0; at < colours.length; ++at) {
    const colour = (colours[at] = (data[at * 4]! << 16) | (data[at * 4 + 1]! << 8) | data[at * 4 + 2]!);
    uses.set(colour, (uses.get(colour) ?? 0) + 1);
  }
  const { palette, places } = paletteOf([...uses].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour));

  const lines = Buffer.alloc((width + 1) * height); // each begins with the number of its filter: none
  for (let at = 0; at < colours.length; ++at) {
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = places.get(colours[at]!)!;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits, of a palette
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most used colours, then again and again the one farthest from all chosen; and for every colour its nearest place. */
function paletteOf(colours: number[]): { palette: number[]; places: Map<number, number> } {
  const palette: number[] = [];
  const places = new Map<number, number>();
  const away = new Map(colours.map((colour) => [colour, Infinity]));
  while (palette.length < Math.min(128, colours.length)) {
    const farthest = () => colours.reduce((best, colour) => (away.get(colour)! > away.get(best)! ? colour : best));
    const next = palette.length < 16 ? colours[palette.length]! : farthest();
    for (const colour of colours) {
      const distance = [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((next >> shift) & 255)) ** 2, 0);
      if (distance >= away.get(colour)!) continue;
      away.set(colour, distance);
      places.set(colour, palette.length);
    }
    palette.push(next);
  }
  return { palette, places };
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
