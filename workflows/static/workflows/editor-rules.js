/* A condition as rows of "fact, comparison, value", under all or any of them.
   What can't be shown so stays as it is until somebody removes it. */
window.definitionRules = (() => {
  "use strict";

  const COMPARED = ["==", "!=", "<", "<=", ">", ">="];
  const isFact = (part) => part && typeof part === "object" && typeof part.var === "string";
  const isPlain = (part) => ["string", "number", "boolean"].includes(typeof part);
  const asList = (part) => (Array.isArray(part) ? part : [part]);
  const only = (part) => {
    const keys = part && typeof part === "object" && !Array.isArray(part) ? Object.keys(part) : [];
    return keys.length === 1 ? [keys[0], asList(part[keys[0]])] : [null, []];
  };

  /* --- reading: null where a rule is too rich for rows ----------------------------- */

  const readRow = (rule) => {
    if (isFact(rule)) return { fact: rule.var, test: "yes", value: "" };
    const [operator, parts] = only(rule);
    const [left, right] = parts;
    if (COMPARED.includes(operator) && parts.length === 2 && isFact(left) && isPlain(right))
      return { fact: left.var, test: operator, value: right };
    if (operator === "in" && isFact(left) && Array.isArray(right) && right.every(isPlain))
      return { fact: left.var, test: "one_of", value: right };
    if (operator === "in" && isPlain(left) && isFact(right))
      return { fact: right.var, test: "holds", value: left };
    if (operator === "!" && isFact(left)) return { fact: left.var, test: "no", value: "" };
    return null;
  };

  const readGroup = (rule, depth) => {
    const [operator, parts] = only(rule);
    if (!["and", "or"].includes(operator)) {
      const row = readRow(rule);
      return row && { mode: "and", rows: [row] };
    }
    const rows = parts.map((one) => {
      const row = readRow(one);
      if (row || !depth) return row;
      const inner = ["and", "or"].includes(only(one)[0]) ? readGroup(one, depth - 1) : null;
      return inner && { group: inner };
    });
    return rows.includes(null) ? null : { mode: operator, rows };
  };

  /* --- writing -------------------------------------------------------------------- */

  const writeRow = ({ fact, test, value }) => {
    const asked = { var: fact };
    if (test === "yes") return asked;
    if (test === "no") return { "!": [asked] };
    if (test === "one_of") return { in: [asked, asList(value)] };
    if (test === "holds") return { in: [value, asked] };
    return { [test]: [asked, value] };
  };

  const writeGroup = ({ mode, rows }) => {
    const parts = rows
      .filter((one) => (one.group ? one.group.rows.length : one.fact))
      .map((one) => (one.group ? writeGroup(one.group) : writeRow(one)))
      .filter((one) => one !== null);
    if (!parts.length) return null;
    return parts.length === 1 ? parts[0] : { [mode]: parts };
  };

  /* --- drawing -------------------------------------------------------------------- */

  const element = (tag, attributes = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...inside);
    return made;
  };

  const button = (text, act, name = "button-secondary") =>
    element("button", { type: "button", className: `button button-small ${name}`, textContent: text, onclick: act });

  const select = (label, pairs, value, act) => {
    const made = element("select", { onchange: () => act(made.value) }, ...pairs.map(([key, text]) => new Option(text, key)));
    made.setAttribute("aria-label", label);
    if (value && !pairs.some(([key]) => key === value)) made.append(new Option(value, value));
    made.value = value;
    return made;
  };

  const TESTS = {
    number: ["==", "!=", "<", "<=", ">", ">="],
    date: ["==", "!=", "<", "<=", ">", ">=", "yes", "no"],
    truth: ["yes", "no"],
    confirm: ["yes", "no"],
    choice: ["==", "!=", "one_of", "yes", "no"],
    choices: ["holds", "yes", "no"],
    files: ["yes", "no"],
  };
  const testsFor = (type, now) => {
    const tests = TESTS[type] || ["==", "!=", "one_of", "yes", "no"];
    return now && !tests.includes(now) ? [...tests, now] : tests;
  };

  const typed = (text, type) => {
    if (type === "number" || (!type && /^-?\d{1,9}$/.test(text))) {
      return /^-?\d+$/.test(text) ? Number(text) : text;
    }
    return text;
  };

  const draw = ({ box, rule, facts, words, change }) => {
    const group = rule === null ? { mode: "and", rows: [] } : readGroup(rule, 2);
    const known = new Map(facts.flatMap(([, list]) => list.map((one) => [one.key, one])));

    if (!group) {
      box.replaceChildren(
        element("p", { textContent: words("rich_rule") }),
        button(words("remove_rule"), () => { change(null); draw({ box, rule: null, facts, words, change }); }, "button-secondary no"),
      );
      return;
    }

    const changed = () => change(writeGroup(group));
    const redraw = () => { changed(); paint(); };

    const factSelect = (row) => {
      const made = element("select", { onchange: () => {
        row.fact = made.value;
        const { type } = known.get(row.fact) || {};
        if (!testsFor(type).includes(row.test)) [row.test] = testsFor(type);
        redraw();
      } }, new Option(words("choose_fact"), ""));
      for (const [name, list] of facts) {
        if (!list.length) continue;
        const part = element("optgroup", { label: name });
        for (const one of list) part.append(new Option(one.label, one.key));
        made.append(part);
      }
      if (row.fact && !known.has(row.fact)) made.append(new Option(row.fact, row.fact));
      made.value = row.fact;
      made.setAttribute("aria-label", words("fact"));
      return made;
    };

    const valueInput = (row) => {
      if (["yes", "no"].includes(row.test)) return "";
      const { type, options } = known.get(row.fact) || {};
      const keep = (value) => { row.value = value; changed(); };
      if (options && options.length && row.test !== "one_of") {
        if (!row.value) { [[row.value]] = options; changed(); }
        return select(words("value"), options, String(row.value), keep);
      }
      const kind = type === "date" ? "date" : "text";
      const made = element("input", { type: kind, value: asList(row.value).join(", ") });
      made.setAttribute("aria-label", words("value"));
      if (type === "number") made.inputMode = "numeric";
      made.oninput = () => keep(
        row.test === "one_of"
          ? made.value.split(",").map((one) => typed(one.trim(), type)).filter((one) => one !== "")
          : typed(made.value.trim(), type),
      );
      return made;
    };

    const drawRow = (rows, row, index) => {
      const { type } = known.get(row.fact) || {};
      const line = element("div", { className: "definition-rule-row" },
        factSelect(row),
        select(words("comparison"), testsFor(type, row.test).map((one) => [one, words(`test_${one}`)]), row.test, (test) => { row.test = test; redraw(); }),
        valueInput(row),
      );
      const remove = button(words("remove"), () => { rows.splice(index, 1); redraw(); }, "button-secondary no");
      line.append(remove);
      return line;
    };

    const drawGroup = (one, depth) => {
      const part = element("div", { className: "definition-rule-group" });
      if (one.rows.length > 1)
        part.append(select(words("mode"), [["and", words("all")], ["or", words("any")]], one.mode, (mode) => { one.mode = mode; redraw(); }));
      one.rows.forEach((row, index) => {
        part.append(row.group ? drawGroup(row.group, depth - 1) : drawRow(one.rows, row, index));
      });
      const more = element("div", { className: "definition-rule-more" },
        button(words("add_condition"), () => { one.rows.push({ fact: "", test: "==", value: "" }); redraw(); }));
      if (depth && one.rows.length)
        more.append(button(words("add_group"), () => { one.rows.push({ group: { mode: "or", rows: [{ fact: "", test: "==", value: "" }] } }); redraw(); }));
      part.append(more);
      return part;
    };

    const paint = () => box.replaceChildren(drawGroup(group, 1));
    paint();
  };

  return { draw };
})();
