import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { mockServer } from './mock/server.ts';

export default defineConfig({
  plugins: [react(), mockServer()],
  // The server puts the nonce of its reply in this place.
  html: { cspNonce: '__CSP_NONCE__' },
  build: { target: 'es2023', manifest: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
