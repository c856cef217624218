// Stands in for the server while the page is worked on: answers that were recorded from `vouch demo`, an institution
// without a snapshot, and the errors that a page has to show. Nothing is computed here: what was not recorded is not found.
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';

type Answer = { status: number; body: unknown; headers?: Record<string, string> };

const recorded = JSON.parse(readFileSync(new URL('./fixtures/demo.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, unknown>
>;

const notFound = (detail: string): Answer => problem(404, 'not_found', detail);

function problem(status: number, code: string, detail: string): Answer {
  const body = { type: 'about:blank', title: code.replaceAll('_', ' '), status, code, detail, request_id: 'mock' };
  return { status, body, headers: { 'content-type': 'application/problem+json' } };
}

/** Answers of a tenant that was founded today. */
function answerOfNew(path: string): Answer {
  if (path !== '/api/v1/tenants/new') return notFound('nothing was captured');
  const demo = recorded['/api/v1/tenants/demo'];
  const body = { ...demo, slug: 'new', name: 'A bank without a snapshot', first_captured: null, last_captured: null };
  return { status: 200, body };
}

/** A verification that ends after a few questions. */
function answerOfVerification(method: string, path: string, asked: Map<string, number>): Answer {
  const times = (asked.get(path) ?? 0) + 1;
  asked.set(path, times);
  const id = '0b9d3c52-6d5e-4b7e-9a53-4b0c1f6f2a11';
  const demo = recorded['/api/v1/tenants/demo'] as { head: { seq: number; hash: string } };
  const total = demo.head.seq;
  const done = method === 'POST' ? 0 : Math.min(total, times * 2000);
  const intact = done === total;
  const body = {
    id,
    tenant: 'demo',
    status: method === 'POST' ? 'queued' : intact ? 'intact' : 'running',
    requested_at: '2026-03-01T04:00:00.000000Z',
    started_at: method === 'POST' ? null : '2026-03-01T04:00:00.100000Z',
    finished_at: intact ? '2026-03-01T04:00:03.000000Z' : null,
    progress: { done, total, unit: 'change sets' },
    result: intact
      ? { change_sets: total, versions: 16628, snapshots: 1058, retired: 0, problem_count: 0, problems: [], head: demo.head }
      : null,
    problem: null,
  };
  return method === 'POST'
    ? { status: 202, body, headers: { location: `/api/v1/tenants/demo/verifications/${id}` } }
    : { status: 200, body };
}

function answerTo(method: string, url: URL, asked: Map<string, number>): Answer {
  const path = url.pathname;
  if (path.startsWith('/api/v1/tenants/new')) return answerOfNew(path);
  if (path.startsWith('/api/v1/tenants/broken')) return problem(503, 'db_unavailable', 'the database does not answer');
  if (path.includes('/verifications')) return answerOfVerification(method, path, asked);
  // These two were recorded once for both bases.
  if (/\/(engagements|repeats)$/.test(path)) url.searchParams.delete('basis');
  url.searchParams.sort();
  const query = decodeURIComponent(url.searchParams.toString());
  const found = recorded[query === '' ? path : `${path}?${query}`];
  return found
    ? { status: 200, body: found }
    : notFound(`${url.searchParams.get('as_of') ?? path} was never captured; ask with basis=restated, or for another day`);
}

function middleware(): Connect.NextHandleFunction {
  const asked = new Map<string, number>();
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith('/api/')) return next();
    const answer = answerTo(request.method ?? 'GET', url, asked);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  };
}

/** As the real server does: no inline script, and styles only with the nonce of the reply. */
export const contentSecurityPolicy = "default-src 'self'; style-src 'self' 'nonce-__CSP_NONCE__'; base-uri 'none'";

export function mockServer(): Plugin {
  return {
    name: 'mock-server',
    configureServer: (server) => void server.middlewares.use(middleware()),
    configurePreviewServer: (server) => {
      server.middlewares.use(middleware());
      server.middlewares.use((_request, response, next) => {
        response.setHeader('content-security-policy', contentSecurityPolicy);
        next();
      });
    },
  };
}
