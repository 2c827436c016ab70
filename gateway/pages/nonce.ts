/** Stands in a built page where each answer has a nonce of its own. */
export const NONCE_PLACEHOLDER = '__TRIBUTARY_NONCE__';
