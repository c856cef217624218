// The server's answers, with the types of api/openapi.json.
import createClient from 'openapi-fetch';

import type { components, paths } from '../../generated/schema';

export type Schemas = components['schemas'];
export type Basis = Schemas['Basis'];
export type Grain = Schemas['Grain'];
export type TrendSubject = Schemas['TrendSubject'];
export type TrendPoint = Schemas['TrendPoint'];
export type Problem = Schemas['Problem'];

export const client = createClient<paths>({ baseUrl: '' });

/** An answer that is none. code: docs/errors.md, or "unreachable" when the server did not answer at all. */
export class AnswerProblem extends Error {
  constructor(
    readonly code: Problem['code'] | 'unreachable',
    readonly detail: string,
    readonly requestId: string | null = null,
  ) {
    super(detail);
  }
}

interface Answer<Data> {
  data?: Data | undefined;
  error?: unknown;
  response: Response;
}

/** The data of an answer. Throws AnswerProblem. */
export async function told<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>;
  try {
    answer = await asked;
  } catch {
    throw new AnswerProblem('unreachable', '');
  }
  if (answer.data !== undefined) return answer.data;
  const problem = answer.error as Partial<Problem> | undefined;
  throw new AnswerProblem(problem?.code ?? 'unreachable', problem?.detail ?? '', problem?.request_id ?? null);
}

/** Whether asking again may help. */
export function mayPass(problem: unknown): boolean {
  return (
    problem instanceof AnswerProblem &&
    ['unreachable', 'db_unavailable', 'db_timeout', 'db_busy', 'too_many_requests'].includes(problem.code)
  );
}
