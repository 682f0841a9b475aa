/* <code-wait data-seconds="42"> around a button: it rests for so long, and counts down. Without this, the server says so. */

class CodeWait extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const seconds = this.querySelector(".code-wait-seconds");
    const until = Date.now() + Number(this.dataset.seconds) * 1000;
    const count = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      button.disabled = left > 0;
      seconds.textContent = left > 0 ? ` ${left}` : "";
      if (left > 0) setTimeout(count, 1000);
    };
    count();
  }
}

customElements.define("code-wait", CodeWait);
