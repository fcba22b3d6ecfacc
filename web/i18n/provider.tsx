'use client'

import { type ReactNode, createContext, useContext, useEffect, useMemo, useState } from 'react'
import { type Formatter, formatter } from './formatter.ts'
import { locales } from './locale.ts'
import { type Preferences, writePreferences } from './preferences.ts'
import type { Translated } from './translated.ts'

interface Shown {
  preferences: Preferences
  change: (changed: Partial<Preferences>) => void
  format: Formatter
}

const ShownContext = createContext<Shown | undefined>(undefined)

const YEAR = 31_536_000

function store(preferences: Preferences): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `preferences=${writePreferences(preferences)}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`
}

function apply({ theme, locale }: Preferences): void {
  const root = document.documentElement
  root.dataset.theme = theme
  root.lang = locale
  root.dir = locales[locale].direction
}

/** Gives every component below the visitor's language, currency and zone. */
export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }): ReactNode {
  const [preferences, setPreferences] = useState(initial)
  const shown = useMemo<Shown>(() => {
    const change = (changed: Partial<Preferences>): void => {
      const next = { ...preferences, ...changed }
      store(next)
      apply(next)
      setPreferences(next)
    }
    return { preferences, change, format: formatter(preferences) }
  }, [preferences])

  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    if (timeZone !== preferences.timeZone) shown.change({ timeZone })
  }, [preferences.timeZone, shown])

  return <ShownContext value={shown}>{children}</ShownContext>
}

function useShown(): Shown {
  const shown = useContext(ShownContext)
  if (!shown) throw new Error('A component that speaks stands outside of PreferencesProvider.')
  return shown
}

export const useFormat = (): Formatter => useShown().format

/** A feature's words in the visitor's language. */
export function useText<source>(words: Translated<source>): Translated<source>['en'] {
  return words[useShown().preferences.locale]
}

export function usePreferences(): Pick<Shown, 'preferences' | 'change'> {
  return useShown()
}
