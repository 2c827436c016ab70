/** Name of the file in the secrets folder with the password of the grid database: one for all its users. */
export const GRID_PASSWORD_FILE = 'grid.password';

/** The user that the platform itself writes as; what other users ask may go wrong on purpose. */
export const PLATFORM_USER = 'platform';
