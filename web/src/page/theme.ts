import { createTheme, type MantineColorsTuple } from '@mantine/core';

const navy: MantineColorsTuple = [
  '#eef3f8', '#dbe5ee', '#b7cadc', '#8faecb', '#6d95bb', '#517fab', '#3a6690', '#2a5075', '#1e3f60', '#17324d',
];

export const theme = createTheme({
  primaryColor: 'navy',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { navy },
  fontFamily: "'Inter Variable', 'Noto Sans Devanagari Variable', system-ui, sans-serif",
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
});
