/* <theme-switch> around a button: light or dark, kept in a cookie so that the server draws it at once next time.
   <theme-choice> around radios named "theme": the same, with "" for the system's. Without scripts both stay hidden. */

const YEAR = 60 * 60 * 24 * 365;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

const chosen = () => document.documentElement.dataset.theme ?? "";
const shown = () => chosen() || (systemIsDark.matches ? "dark" : "light");

function choose(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax${secure}`;
  document.dispatchEvent(new Event("theme-chosen"));
}

class ThemePart extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.update = () => this.show();
    document.addEventListener("theme-chosen", this.update);
    systemIsDark.addEventListener("change", this.update);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("theme-chosen", this.update);
    systemIsDark.removeEventListener("change", this.update);
  }
}

class ThemeSwitch extends ThemePart {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("click", () => choose(shown() === "dark" ? "light" : "dark"));
  }

  show() {
    this.querySelector("button").setAttribute("aria-pressed", String(shown() === "dark"));
    this.toggleAttribute("data-dark", shown() === "dark");
  }
}

class ThemeChoice extends ThemePart {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("change", (event) => choose(event.target.value));
  }

  show() {
    for (const radio of this.querySelectorAll("input[name=theme]")) radio.checked = radio.value === chosen();
  }
}

customElements.define("theme-switch", ThemeSwitch);
customElements.define("theme-choice", ThemeChoice);
