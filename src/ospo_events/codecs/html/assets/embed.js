// <ospo-programme src="https://example.org/2026/">: the programme of that site in a page of any other.
// It asks for one file, programme.fragment.html. What is in it is copied element by element, and nothing else of it is.
(() => {
  'use strict';
  const FILE = 'programme.fragment.html';
  const own = document.currentScript ? document.currentScript.src : document.baseURI;
  const TAGS = new Set(['a', 'bdi', 'div', 'h3', 'li', 'p', 's', 'section', 'small', 'span', 'strong', 'time', 'ul']);
  const FACTS = new Set(['class', 'datetime', 'dir', 'lang', 'role', 'data-day', 'data-tab', 'data-track', 'data-room', 'data-days', 'data-nothing']);
  const words = text => (text || '').split(/[\s,]+/).filter(Boolean);
  const made = (name, text, look) => Object.assign(document.createElement(name), {textContent: text || '', className: look || ''});

  function copy(from, to, base) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE || !TAGS.has(node.localName)) continue;
      const element = document.createElement(node.localName);
      for (const {name, value} of node.attributes) {
        if (FACTS.has(name)) element.setAttribute(name, value);
        if (name === 'href') {
          const address = new URL(value, base);
          if (/^https?:$/.test(address.protocol)) element.href = address;
        }
      }
      copy(node, element, base);
      to.append(element);
    }
  }

  // Takes out what has none of the values, but keeps a whole of which a part has one.
  function keep(root, key, values) {
    if (!values.length) return;
    const fits = element => words(element.dataset[key]).some(value => values.includes(value));
    for (const row of root.querySelectorAll('.ospo-session')) {
      if (!fits(row) && ![...row.querySelectorAll('.ospo-session')].some(fits)) row.remove();
    }
  }

  class Programme extends HTMLElement {
    static observedAttributes = ['src', 'day', 'track', 'room'];

    connectedCallback() {
      this.load();
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after) return;
      if (name === 'src') this.load();
      else this.show();
    }

    async load() {
      const turn = this.turn = (this.turn || 0) + 1;
      let source, answer;
      try {
        source = this.hasAttribute('src') ? new URL(this.getAttribute('src'), document.baseURI) : new URL('.', own);
        if (!source.pathname.endsWith('.html')) {
          if (!source.pathname.endsWith('/')) source.pathname += '/';
          source = new URL(FILE, source);
        }
        const response = await fetch(source, {credentials: 'omit'});
        if (!response.ok) return;
        // A policy of the page around may forbid styles: this one is not to be applied, but to be read.
        const text = (await response.text()).replace(/<(\/?)style>/g, '<$1template>');
        answer = new DOMParser().parseFromString(text, 'text/html');
      } catch {
        return; // what stands in the element is shown, as where there is no script
      }
      const root = answer.querySelector('.ospo-programme');
      if (turn !== this.turn || !root) return;
      this.found = {root, source, style: [...root.querySelectorAll('template')].map(one => one.content.textContent).join('')};
      this.show();
    }

    show() {
      if (!this.found) return;
      const {root, source, style} = this.found;
      const holder = document.createElement('div');
      copy({childNodes: [root]}, holder, source);
      const list = holder.firstChild;
      const days = words(this.getAttribute('day'));
      if (days.length) list.querySelectorAll('.ospo-day').forEach(day => days.includes(day.dataset.day) || day.remove());
      for (const key of ['track', 'room']) keep(list, key, words(this.getAttribute(key)));
      const asked = days.length || this.hasAttribute('track') || this.hasAttribute('room');
      if (asked) list.querySelectorAll('.ospo-day').forEach(day => day.querySelector('.ospo-session') || day.remove());
      const shown = [...list.querySelectorAll('.ospo-day')];
      if (shown.length > 1) list.prepend(this.tabs(shown, list.dataset.days));
      if (!shown.length && list.dataset.nothing) list.prepend(made('p', list.dataset.nothing, 'ospo-none'));
      const shadow = this.shadowRoot || this.attachShadow({mode: 'open'});
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':host{display:block}:host([hidden]){display:none}' + style);
      shadow.adoptedStyleSheets = [sheet];
      shadow.replaceChildren(list);
      this.dispatchEvent(new CustomEvent('ospo-shown', {bubbles: true}));
    }

    tabs(days, label) {
      const nav = made('nav', '', 'ospo-tabs');
      nav.setAttribute('aria-label', label);
      for (const day of days) {
        const button = made('button', day.dataset.tab);
        button.type = 'button';
        button.addEventListener('click', () => {
          const heading = day.querySelector('.ospo-date');
          heading.tabIndex = -1;
          heading.focus();
          heading.scrollIntoView({block: 'start'});
        });
        nav.append(button);
      }
      return nav;
    }
  }

  if (!customElements.get('ospo-programme')) customElements.define('ospo-programme', Programme);
})();
