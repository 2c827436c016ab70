/** The one box of the search page, by this id: `/` goes to it. */
export const SEARCH_BOX_ID = 'search-box';
