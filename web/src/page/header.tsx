// The head of the page: the institution, and what does not change figures: language, colours, print, link.
import { Button, NativeSelect, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';

import type { Schemas } from '../api/client';
import { useView } from '../view/use_view';
import { parseView } from '../view/view';
import { useWords } from '../words/words';
import { lastingAddress } from './lasting_address';
import mark from './mark.svg';

export function Header({
  tenants,
  tenant,
}: {
  tenants: Schemas['Tenant'][];
  tenant: Schemas['TenantDetail'] | null;
}) {
  const { say, language } = useWords();
  const [, change] = useView();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    await navigator.clipboard.writeText(lastingAddress(parseView(window.location.search), tenant));
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2500);
  };

  return (
    <header className="header">
      <img className="header-mark" src={mark} width={34} height={34} alt={say('product')} />
      <div className="header-whose">
        <h1>{tenant?.name ?? say('product')}</h1>
        {tenant?.simulated && (
          <span className="badge badge-made-up" title={say('made_up_says')}>
            {say('made_up')}
          </span>
        )}
      </div>
      <div className="header-tools">
        {tenants.length > 1 && (
          <NativeSelect
            aria-label={say('institution')}
            size="xs"
            value={tenant?.slug ?? ''}
            data={tenants.map((each) => ({
              value: each.slug,
              label: each.simulated ? `${each.name} (${say('made_up').toLowerCase()})` : each.name,
            }))}
            onChange={(event) => change({ tenant: event.currentTarget.value, asOf: null, knownAt: null })}
          />
        )}
        <NativeSelect
          aria-label={say('language')}
          size="xs"
          value={language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'hi', label: 'हिन्दी' },
          ]}
          onChange={(event) => change({ language: event.currentTarget.value === 'hi' ? 'hi' : 'en' })}
        />
        <Button variant="default" size="xs" onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {scheme === 'dark' ? say('light') : say('dark')}
        </Button>
        <Button variant="default" size="xs" onClick={() => window.print()}>
          {say('print')}
        </Button>
        <Button variant="default" size="xs" title={say('copy_says')} onClick={() => void copy()}>
          <span aria-live="polite">{copied ? say('copied') : say('copy_link')}</span>
        </Button>
      </div>
    </header>
  );
}
