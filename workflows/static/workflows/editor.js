/* Inputs of the editor of forms and workflows: texts in several languages, references
   to other parts by their labels, and keys that are made from labels. */
(() => {
  "use strict";

  const Widget = window.telepath.constructors["wagtail.widgets.Widget"];

  /* --- what there is to refer to ------------------------------------------------- */

  const given = () => {
    const script = document.getElementById("definition-options");
    return script ? JSON.parse(script.textContent) : { options: {}, words: {} };
  };
  let cached = null;
  const served = () => (cached ||= given());
  const words = (name) => served().words[name] || name;

  const isDeleted = (input) => {
    for (const found of input.name.matchAll(/-\d+-value/g)) {
      const child = input.name.slice(0, found.index) + found[0].replace("-value", "");
      const mark = document.getElementsByName(`${child}-deleted`)[0];
      if (mark && mark.value) return true;
    }
    return false;
  };

  const textOf = (texts) => {
    const inputs = [...texts.querySelectorAll("[data-language]")];
    const mine = inputs.find((one) => one.lang === document.documentElement.lang);
    const filled = [mine, ...inputs].find((one) => one && one.value.trim());
    return filled ? filled.value.trim() : "";
  };

  const labelOf = (keyInput) => {
    const prefix = keyInput.name.replace(/-(key|value)$/, "");
    for (const name of ["label", "title", "subject"]) {
      const texts = document.querySelector(`[data-texts][data-name="${prefix}-${name}"]`);
      if (texts && textOf(texts)) return textOf(texts);
    }
    return "";
  };

  /* Return [key, label] of the parts of a kind that stand in the editor now. */
  const drawn = (kind, within = "") =>
    [...document.querySelectorAll(`input[data-key="${kind}"]`)]
      .filter((one) => one.value && one.name.startsWith(within) && !isDeleted(one))
      .map((one) => [one.value, labelOf(one) || one.value]);

  const choices = (kind, name) => {
    const own = /-(deed-|returned_on$)/;
    const within = kind === "field" && own.test(name) ? name.split(own)[0] : "";
    const seen = new Map(served().options[kind] || []);
    for (const [key, label] of drawn(kind, within)) if (!seen.has(key)) seen.set(key, label);
    return [...seen];
  };

  /* --- everything that shows labels of other parts is drawn anew on a change ------ */

  const shown = new Set();
  let waiting = 0;
  const refresh = () => {
    if (waiting) return;
    waiting = window.setTimeout(() => {
      waiting = 0;
      for (const one of shown) if (one.isAlive()) one.draw(); else shown.delete(one);
    }, 50);
  };

  /* --- keys ---------------------------------------------------------------------- */

  const slug = (text) =>
    text
      .toLowerCase()
      .replace(/ø/g, "o")
      .replace(/ß/g, "ss")
      .normalize("NFD")
      .replace(/[^a-z0-9]+/g, (gap) => (/^[\u0300-\u036f]+$/.test(gap) ? "" : "_"))
      .replace(/^[^a-z]+|_+$/g, "")
      .slice(0, 40)
      .replace(/_+$/, "");

  const fillKey = (texts) => {
    const match = /^(.*)-(label|title|subject)$/.exec(texts.dataset.name);
    if (!match) return;
    const [, prefix] = match;
    const key = ["key", "value"]
      .map((name) => document.getElementsByName(`${prefix}-${name}`)[0])
      .find((one) => one && one.dataset.key);
    if (!key || key.value) return;
    const base = slug(textOf(texts)) || key.dataset.key;
    const local = ["field", "option", "task"].includes(key.dataset.key);
    const within = local ? prefix.replace(/-\d+-value$/, "") : "";
    const taken = new Set(drawn(key.dataset.key, within).map(([one]) => one));
    let wanted = base;
    for (let number = 2; taken.has(wanted); number += 1) wanted = `${base}_${number}`;
    key.value = wanted;
    key.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("change", (event) => {
    const texts = event.target.closest && event.target.closest("[data-texts]");
    if (texts) fillKey(texts);
    if (texts || (event.target.dataset && event.target.dataset.key)) refresh();
  });
  document.addEventListener("w-formset:removed", refresh);
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest(".c-sf-block button, .c-sf-button")) refresh();
  });

  /* --- widgets ------------------------------------------------------------------- */

  class Bound {
    constructor(element, name) {
      this.element = Array.isArray(element)
        ? element.find((one) => one.nodeType === Node.ELEMENT_NODE)
        : element;
      this.name = name;
      this.parentCapabilities = new Map();
    }
    get idForLabel() { return this.input ? this.input.id : ""; }
    getState() { return this.getValue(); }
    getValueForLabel() { return this.getTextLabel(); }
    setCapabilityOptions() {}
    setInvalid(invalid) {
      for (const one of this.element.querySelectorAll("input, textarea, select"))
        if (invalid) one.setAttribute("aria-invalid", "true");
        else one.removeAttribute("aria-invalid");
    }
    focus() { const first = this.element.querySelector("input, textarea, select, button"); if (first) first.focus(); }
    isAlive() { return this.element.isConnected; }
    watch() { shown.add(this); this.draw(); refresh(); }
  }

  class BoundTexts extends Bound {
    get input() { return this.element.querySelector("[data-language]"); }
    getValue() {
      const value = {};
      for (const one of this.element.querySelectorAll("[data-language]"))
        if (one.value.trim()) value[one.dataset.language] = one.value;
      return value;
    }
    setState(value) {
      const texts = value || {};
      for (const code of Object.keys(texts)) {
        if (this.element.querySelector(`[data-language="${code}"]`)) continue;
        const kept = document.createElement("input"); /* a language the site lacks */
        Object.assign(kept, { type: "hidden", name: `${this.name}-${code}`, lang: code });
        kept.dataset.language = code;
        this.element.append(kept);
      }
      for (const one of this.element.querySelectorAll("[data-language]")) {
        one.value = texts[one.dataset.language] || "";
        if (one.type === "textarea") one.dispatchEvent(new Event("autosize:update"));
      }
      for (const row of this.element.querySelectorAll("[data-more]"))
        if (row.querySelector("[data-language]").value) this.showMore(row);
        else this.offerMore(row);
    }
    showMore(row) { row.hidden = false; if (row.nextElementSibling?.matches("button")) row.nextElementSibling.remove(); }
    offerMore(row) {
      row.hidden = true;
      if (row.nextElementSibling?.matches("button")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "definition-more";
      button.textContent = `+ ${row.querySelector("label").textContent}`;
      button.addEventListener("click", () => { this.showMore(row); row.querySelector("[data-language]").focus(); });
      row.after(button);
    }
    getTextLabel() { return textOf(this.element); }
  }

  class BoundReference extends Bound {
    constructor(element, name) {
      super(element, name);
      this.select = this.element.matches("select") ? this.element : this.element.querySelector("select");
      this.kind = this.select.dataset.refers;
      this.select.addEventListener("focus", () => this.draw());
    }
    get input() { return this.select; }
    getValue() { return this.select.value; }
    setState(value) { this.wanted = value || ""; this.watch(); this.select.value = this.wanted; }
    setInvalid(invalid) {
      if (invalid) this.select.setAttribute("aria-invalid", "true");
      else this.select.removeAttribute("aria-invalid");
    }
    focus() { this.select.focus(); }
    getTextLabel() {
      const chosen = this.select.selectedOptions[0];
      return chosen ? chosen.text : "";
    }
    draw() {
      const now = this.select.options.length ? this.select.value : this.wanted;
      const found = choices(this.kind, this.name);
      if (now && !found.some(([key]) => key === now)) found.push([now, now]);
      this.select.replaceChildren(
        new Option(this.select.dataset.none, ""), ...found.map(([key, label]) => new Option(label, key)),
      );
      this.select.value = now;
    }
  }

  class BoundReferences extends Bound {
    constructor(element, name) {
      super(element, name);
      this.hidden = this.element.querySelector("input[type=hidden]");
      this.kind = this.hidden.dataset.refers;
      this.box = this.element.querySelector("[data-choices]");
    }
    get input() { return this.hidden; }
    getValue() { return JSON.parse(this.hidden.value || "[]") || []; }
    getState() { return this.hidden.value; }
    setState(value) { this.hidden.value = value || "[]"; this.watch(); }
    getTextLabel() {
      const labels = new Map(choices(this.kind, this.name));
      return this.getValue().map((key) => labels.get(key) || key).join(", ");
    }
    draw() {
      if (this.box.contains(document.activeElement)) return;
      const chosen = this.getValue();
      const found = choices(this.kind, this.name);
      for (const key of chosen)
        if (!found.some(([one]) => one === key)) found.push([key, key]);
      this.box.replaceChildren(...found.map(([key, label]) => this.choice(key, label, chosen)));
      if (!found.length) this.box.textContent = words("nothing_yet");
    }
    choice(key, text, chosen) {
      const label = document.createElement("label");
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.value = key;
      tick.checked = chosen.includes(key);
      tick.addEventListener("change", () => {
        const others = this.getValue().filter((one) => one !== key);
        this.hidden.value = JSON.stringify(tick.checked ? [...others, key] : others);
        this.hidden.dispatchEvent(new Event("change", { bubbles: true }));
      });
      label.append(tick, " ", text);
      return label;
    }
  }

  class BoundRule extends Bound {
    constructor(element, name) {
      super(element, name);
      this.hidden = this.element.querySelector("input[type=hidden]");
      this.box = this.element.querySelector("[data-rule]");
    }
    get input() { return this.hidden; }
    getValue() { return JSON.parse(this.hidden.value || "null"); }
    getState() { return this.hidden.value; }
    setState(value) { this.hidden.value = value || "null"; this.builder = null; this.watch(); }
    getTextLabel() { return ""; }
    facts() {
      if (this.hidden.dataset.facts === "form")
        return [[words("questions"), drawn("field").map(([key, label]) => ({ key, label, type: typeOf(key), options: optionsOf(key) }))]];
      const done = drawn("transition").map(([key, label]) => ({
        key: `tasks.${key}`, label: `${words("tasks_done_by")} ${label}`, type: "number",
      }));
      const [first, ...rest] = served().options.fact || [["", []]];
      return [[first[0], [...first[1], ...done]], ...rest];
    }
    draw() {
      if (this.box.contains(document.activeElement)) return;
      window.definitionRules.draw({
        box: this.box,
        rule: this.getValue(),
        facts: this.facts(),
        words,
        change: (rule) => {
          this.hidden.value = JSON.stringify(rule);
          this.hidden.dispatchEvent(new Event("change", { bubbles: true }));
        },
      });
    }
  }

  const questionNamed = (key) =>
    [...document.querySelectorAll('input[data-key="field"]')].find((one) => one.value === key && !isDeleted(one));
  const typeOf = (key) => {
    const question = questionNamed(key);
    const type = question && document.getElementsByName(question.name.replace(/-key$/, "-type"))[0];
    return type ? type.value : "text";
  };
  const optionsOf = (key) => {
    const question = questionNamed(key);
    return question ? drawn("option", question.name.replace(/-key$/, "-options")) : [];
  };

  const register = (name, boundWidgetClass) =>
    window.telepath.register(`workflows.editor.${name}`, class extends Widget {
      boundWidgetClass = boundWidgetClass;
    });
  const Struct = window.telepath.constructors["wagtail.blocks.StructBlock"];
  window.telepath.register("workflows.editor.Root", class extends Struct {
    render(...given) {
      const block = super.render(...given);
      if (!block.element) block.element = block.container[0];
      return block;
    }
  });

  register("Texts", BoundTexts);
  register("Reference", BoundReference);
  register("References", BoundReferences);
  register("Rule", BoundRule);
})();
