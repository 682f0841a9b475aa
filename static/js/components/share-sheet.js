/* <share-link> around a link to the page from which one shares opens that page's <share-things> as a sheet, where one is.
   <share-things> shows the buttons that this browser can do something with: copy, and hand on to another app. */

class ShareLink extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
      event.preventDefault();
      this.open(link.href);
    });
  }

  async open(href) {
    try {
      const answer = await fetch(href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.show(page.querySelector("share-things"));
    } catch {
      location.assign(href); // the page itself says what is wrong, or asks to sign in
    }
  }

  show(things) {
    const dialog = document.createElement("dialog");
    dialog.className = "share-sheet";
    dialog.setAttribute("aria-label", things.querySelector("h1").textContent);
    dialog.append(document.importNode(things, true));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}

class ShareThings extends HTMLElement {
  connectedCallback() {
    const [copy, share] = ["copy", "share"].map((name) => this.querySelector(`[data-${name}]`));
    copy.hidden = false;
    copy.addEventListener("click", () => this.copy(copy));
    if (share && navigator.share) share.hidden = false;
    share?.addEventListener("click", () => navigator.share({ text: this.field(share.dataset.share).value }).catch(() => {}));
    for (const field of this.querySelectorAll("[readonly]")) field.addEventListener("focus", () => field.select());
    const close = this.querySelector("[data-close]");
    const dialog = this.closest("dialog");
    if (!dialog) return;
    close.hidden = false;
    close.addEventListener("click", () => dialog.close());
  }

  field(id) {
    return this.querySelector(`#${id}`);
  }

  /** Without TLS browsers give no clipboard, but they still copy what is selected. */
  async copy(button) {
    const field = this.field(button.dataset.copy);
    let isCopied = false;
    try {
      await navigator.clipboard.writeText(field.value);
      isCopied = true;
    } catch {
      field.select();
      isCopied = document.execCommand("copy");
    }
    this.querySelector("[data-said]").textContent = isCopied ? button.dataset.done : button.dataset.failed;
  }
}

customElements.define("share-link", ShareLink);
customElements.define("share-things", ShareThings);
