/**
 * Imported before anything else by the gateway's process: graphql-js checks NODE_ENV once, when it is loaded, and spends a third of a
 * request's time on development checks otherwise.
 */
process.env['NODE_ENV'] ??= 'production';
