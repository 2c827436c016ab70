import { useSyncExternalStore } from 'react';

/** Every address of the console begins so; the gateway answers the page for all of them. */
export const BASE = '/console';
const CHANGED = 'tributary:navigated';

/** Goes to a path of the console, e.g. `/disputes/T-320612-261124-K7QF27`; `replace` leaves no step back. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const address = `${BASE}${to}`;
  if (`${location.pathname}${location.search}` === address) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  dispatchEvent(new Event(CHANGED));
}

function onChange(told: () => void): () => void {
  addEventListener('popstate', told);
  addEventListener(CHANGED, told);
  return () => {
    removeEventListener('popstate', told);
    removeEventListener(CHANGED, told);
  };
}

/** Path within the console, `/` at its root. */
export function usePath(): string {
  return useSyncExternalStore(onChange, () => location.pathname.slice(BASE.length) || '/');
}

/** The query of the address, e.g. `?q=…`: state that can be shared, saved and gone back to. */
export function useAddress(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(onChange, () => location.search));
}

/** Sets parameters of the address and keeps the others; null takes one out. Leaves no step back, as typing would leave many. */
export function setAddress(changes: Readonly<Record<string, string | readonly string[] | null>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    for (const one of value === null ? [] : typeof value === 'string' ? [value] : value)
      query.append(name, one);
  }
  const text = query.toString();
  navigate(`${location.pathname.slice(BASE.length)}${text === '' ? '' : `?${text}`}`, { replace: true });
}
