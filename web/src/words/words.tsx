// The dictionary and the formats of the chosen language, for every part of the page.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

import type { Language } from '../view/view';
import { en, type Word } from './en';
import { type Formatting, formattingOf } from './formatting';

export type Say = (word: Word, parts?: Record<string, string>) => string;

interface Words {
  language: Language;
  say: Say;
  format: Formatting;
}

function wordsOf(language: Language, dictionary: Record<Word, string>): Words {
  const say: Say = (word, parts = {}) => dictionary[word].replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
  return { language, say, format: formattingOf(language, dictionary.months.split(' ')) };
}

const WordsContext = createContext<Words>(wordsOf('en', en));

export function useWords(): Words {
  return useContext(WordsContext);
}

/** Hindi and its letters are loaded when they are wanted; until then the page stays as it is. */
export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const [hindi, setHindi] = useState<Record<Word, string> | null>(null);
  useEffect(() => {
    if (language === 'hi') void import('./hi').then((module) => setHindi(module.hi));
  }, [language]);
  const spoken: Language = language === 'hi' && hindi ? 'hi' : 'en';
  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
  const words = useMemo(() => (spoken === 'hi' && hindi ? wordsOf('hi', hindi) : wordsOf('en', en)), [spoken, hindi]);
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}
