/** Who asks, and for what; without a purpose of its own as the token says. */
export interface Asker {
  readonly token: string;
  readonly purpose: string | null;
  /** Why, in the asker's words, where they are written down with the look. */
  readonly reason?: string;
}
