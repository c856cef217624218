import type { TestProject } from 'vitest/node';
import { preview } from 'vite';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
  }
}

export default async function serve(project: TestProject) {
  const given = process.env.VOUCH_URL;
  if (given) {
    project.provide('url', given.replace(/\/$/, ''));
    return;
  }
  const server = await preview({ preview: { port: 4199, strictPort: false } });
  project.provide('url', server.resolvedUrls!.local[0]!.replace(/\/$/, ''));
  return () => server.close();
}
