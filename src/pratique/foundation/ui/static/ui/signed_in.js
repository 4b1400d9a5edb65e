// The last page of signing in again: gives the waiting form a fresh token and says who signed in.

export function wake() {
  const csrf = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const channel = new BroadcastChannel("pratique");
  channel.postMessage({ news: "signed-in", user: document.body.dataset.user, csrf });
  channel.close();
  window.close();
}
