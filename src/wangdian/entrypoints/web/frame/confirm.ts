// Asks before something is lost: a form or button with data-confirm waits for a yes in the dialog. What stands in
// braces in the question is the name of a field of the form: what was entered there is asked about.
const dialog = document.getElementById("confirm") as HTMLDialogElement | null;

function ask(what: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (!dialog) return resolve(true);
    const said = dialog.querySelector("p");
    if (said) said.textContent = what;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}

function told(question: string, form: HTMLFormElement): string {
  const given = new FormData(form);
  return question.replace(/\{(\w+)\}/g, (_whole, name: string) => String(given.get(name) ?? ""));
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    const by = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    const what = by?.dataset.confirm ?? form.dataset.confirm;
    if (!what || form.dataset.confirmed === "1" || form.hasAttribute("hx-post")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void ask(told(what, form)).then((yes) => {
      if (!yes) return;
      form.dataset.confirmed = "1";
      form.requestSubmit(by);
      delete form.dataset.confirmed;
    });
  },
  true,
);

document.body.addEventListener("htmx:confirm", (event) => {
  const { elt, issueRequest } = (event as CustomEvent<{ elt: HTMLElement; issueRequest: (skip: boolean) => void }>).detail;
  const what = elt.dataset.confirm;
  if (!what) return;
  event.preventDefault();
  void ask(what).then((yes) => yes && issueRequest(true));
});

document.body.addEventListener("click", (event) => {
  const opener = (event.target as HTMLElement).closest<HTMLElement>("[data-opens]");
  const wanted = opener && document.getElementById(opener.dataset.opens ?? "");
  if (wanted instanceof HTMLDialogElement) wanted.showModal();
});
export {};
