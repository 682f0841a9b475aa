/* <passkey-form> around a form with a hidden `credential` and a button: makes a passkey (data-makes) or uses one, then sends
   the form. What to ask the device for stands in the page (data-source) or is fetched (data-options). It stays hidden where
   the browser has none. In chat apps, whose browsers have the API and fail, the server shows a way to a browser instead. */

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readOptions({ publicKey }) {
  const ids = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = ids(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = ids(publicKey.allowCredentials);
  return options;
}

function writeCredential(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const written = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response: Object.fromEntries(written),
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.form = this.querySelector("form");
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.ask());
    if (this.dataset.makes !== undefined) this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  async ask() {
    this.button.disabled = true;
    try {
      const publicKey = readOptions(await this.options());
      const makes = this.dataset.makes !== undefined;
      const credential = await navigator.credentials[makes ? "create" : "get"]({ publicKey });
      this.form.elements.credential.value = writeCredential(credential);
      this.form.submit();
    } catch {
      this.say(this.dataset.failed);
      this.button.disabled = false;
    }
  }

  async options() {
    const source = document.getElementById(this.dataset.source);
    if (source) {
      const data = JSON.parse(source.textContent);
      return data.creation_options || data.request_options;
    }
    const answer = await fetch(this.dataset.options, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }

  say(words) {
    let note = this.querySelector(".field-error");
    if (!note) {
      note = document.createElement("p");
      note.className = "field-error";
      note.setAttribute("role", "alert");
      this.append(note);
    }
    note.textContent = words;
  }
}

customElements.define("passkey-form", PasskeyForm);
