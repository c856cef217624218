import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { mockServer } from './mock/server.ts';

// VOUCH_API=http://127.0.0.1:8080: the answers of a `vouch serve` in place of the recorded ones. The name of the host is
// passed on as it was asked for: the server refuses to write for a page of another one.
const api = process.env.VOUCH_API;
const proxy = api ? { '/api': { target: api, changeOrigin: false } } : {};

export default defineConfig({
  resolve: { alias: { 'victory-vendor/d3-scale': new URL('./build/scales.js', import.meta.url).pathname } },
  plugins: [react(), ...(api ? [] : [mockServer()])],
  server: { proxy },
  preview: { proxy },
  // The server puts the nonce of its reply in this place.
  html: { cspNonce: '__CSP_NONCE__' },
  build: { target: 'es2023', manifest: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
