/** What the gateway put into this answer's page for style elements; empty where no policy asks for one. */
export const STYLE_NONCE = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/**
 * antd writes its styles as style elements and gives them the nonce that `ConfigProvider` has; two of the packages below it (the measure of
 * scrollbars and the lock behind drawers) know of none. So every style element that goes into this page's head by its own scripts gets it here.
 */
for (const name of ['appendChild', 'insertBefore', 'prepend', 'append'] as const) {
  const place = document.head[name].bind(document.head) as (...given: unknown[]) => unknown;
  Object.defineProperty(document.head, name, {
    value: (...given: unknown[]) => {
      for (const one of given) if (one instanceof HTMLStyleElement) one.nonce = STYLE_NONCE;
      return place(...given);
    },
  });
}
