// What is looked at, and how. All of it stands in the address, so that a link reproduces the view.
import type { Basis, Grain } from '../api/client';
import { isDate } from './days';

export type Language = 'en' | 'hi';

export interface View {
  tenant: string | null;
  /** null: the last day that was captured. */
  asOf: string | null;
  basis: Basis;
  /** On basis restated: as known then; null: now. */
  knownAt: string | null;
  grain: Grain;
  language: Language;
  /** Every chart shown as its table. */
  tables: boolean;
}

export const firstView: View = {
  tenant: null,
  asOf: null,
  basis: 'reported',
  knownAt: null,
  grain: 'quarter',
  language: 'en',
  tables: false,
};

export const grains: readonly Grain[] = ['quarter', 'month', 'week', 'day'];

/** The view an address stands for. What it holds and cannot be meant is left out: a link should open. */
export function parseView(search: string): View {
  const given = new URLSearchParams(search);
  const asOf = given.get('as_of');
  const knownAt = given.get('known_at');
  const grain = grains.find((each) => each === given.get('grain'));
  const basis: Basis = given.get('basis') === 'restated' ? 'restated' : 'reported';
  return {
    tenant: given.get('tenant'),
    asOf: asOf && isDate(asOf) ? asOf : null,
    basis,
    knownAt: basis === 'restated' && knownAt && !Number.isNaN(Date.parse(knownAt)) ? knownAt : null,
    grain: grain ?? firstView.grain,
    language: given.get('lang') === 'hi' ? 'hi' : 'en',
    tables: given.get('tables') === '1',
  };
}

/** The address of a view, as short as it can be: what is as at first is not said. */
export function printView(view: View): string {
  const said = new URLSearchParams();
  if (view.tenant) said.set('tenant', view.tenant);
  if (view.asOf) said.set('as_of', view.asOf);
  if (view.basis !== firstView.basis) said.set('basis', view.basis);
  if (view.basis === 'restated' && view.knownAt) said.set('known_at', view.knownAt);
  if (view.grain !== firstView.grain) said.set('grain', view.grain);
  if (view.language !== firstView.language) said.set('lang', view.language);
  if (view.tables) said.set('tables', '1');
  const text = said.toString();
  return text === '' ? '/' : `/?${text}`;
}
