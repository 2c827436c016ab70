const STORAGE_KEY = 'tributary.question';

/** A document with its variables (JSON), as one page of a tab gives it to another. */
export interface KeptQuestion {
  readonly query: string;
  readonly variables: string;
}

/** Keeps a question for the page that is gone to next in this tab. */
export function keepQuestion(question: KeptQuestion): void {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(question));
}

/** The question that another page of this tab kept, once; null when there is none. */
export function takeQuestion(): KeptQuestion | null {
  const text = sessionStorage.getItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  return text === null ? null : (JSON.parse(text) as KeptQuestion);
}
