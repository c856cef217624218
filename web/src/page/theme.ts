import { createTheme, type MantineColorsTuple } from '@mantine/core';

const navy: MantineColorsTuple = [
  '#eef3f8', '#dbe5ee', '#b7cadc', '#8faecb', '#6d95bb', '#517fab', '#3a6690', '#2a5075', '#1e3f60', '#17324d',
];

/** The greys of the dark page, of the same hue as its cards in colours.css. */
const dark: MantineColorsTuple = [
  '#e9eef2', '#c3ced8', '#a7b4c0', '#8494a3', '#5b6a78', '#2b3642', '#1b242d', '#161e26', '#0f151b', '#0a0f14',
];

export const theme = createTheme({
  primaryColor: 'navy',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { navy, dark },
  fontFamily: "'Inter Variable', 'Noto Sans Devanagari Variable', system-ui, sans-serif",
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
});
