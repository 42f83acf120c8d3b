// Forms are sent with the CSRF token of now: a login in another tab has changed it since the page was opened.
function fresh(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

document.addEventListener("submit", (event) => {
  const field = (event.target as HTMLFormElement).querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  if (field) field.value = fresh() || field.value;
});

document.addEventListener("htmx:configRequest", (event) => {
  const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
  if (fresh()) headers["X-CSRFToken"] = fresh();
});
export {};
