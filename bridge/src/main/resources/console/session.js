/** Holds the access token of this tab; it is gone when the tab is closed. */
const TOKEN = "busbar.accessToken";

export const session = {
  get token() {
    return sessionStorage.getItem(TOKEN);
  },

  keep(login) {
    sessionStorage.setItem(TOKEN, login.accessToken);
  },

  clear() {
    sessionStorage.removeItem(TOKEN);
  },
};
