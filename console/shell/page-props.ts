/** What a page gets. */
export interface PageProps {
  /** Of the address: `code` where the route's path has `:code`. */
  readonly params: Readonly<Record<string, string>>;
}
