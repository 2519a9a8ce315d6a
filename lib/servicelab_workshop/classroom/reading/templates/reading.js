// One task over the whole class. What trainees wrote comes from the server as HTML that does nothing.
"use strict";
(() => {
  const { criteria, points: most, words } = JSON.parse(document.getElementById("task").textContent);
  const place = location.pathname.split("/").slice(2, 4).join("/");
  const at = (id) => document.getElementById(id);
  const fill = (text, given) => text.replace(/\{(\w+)\}/g, (all, key) => given[key] ?? all);
  const plain = (value) => String(Math.round(value * 1000) / 1000);
  const element = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };

  let items = [];
  let comments = [];
  let current = null; // the item that is open
  let names = null; // id of an answer -> whose it is, once asked for
  let framed = 0;
  let busy = false;
  const queue = []; // what was typed meanwhile
  const drafts = new Map(); // id of the first answer of an item -> what was entered and not saved
  const seen = new Map(); // id of an answer -> its HTML

  async function ask(what, sent) {
    const given = sent === undefined ? {} : {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Servicelab-Reading": "1" },
      body: JSON.stringify(sent),
    };
    const [path, query] = what.split("?");
    let answer;
    let said;
    try {
      answer = await fetch(`/data/${path}/${place}${query ? "?" + query : ""}`, given);
      said = await answer.json();
    } catch {
      throw new Error(words.lost);
    }
    if (!answer.ok) throw Object.assign(new Error(said.message), { status: answer.status });
    return said;
  }

  function say(text, bad = false) {
    at("say").textContent = text;
    at("say").classList.toggle("bad", bad);
  }

  const key = (item) => item.members[0].id;
  const called = (member) => names?.[member.id] ?? fill(words.answer, { number: member.number });

  function draft(item = current) {
    let entered = drafts.get(key(item));
    if (!entered) {
      const sum = total(item.choices);
      const given = item.points ?? (item.waiting ? null : item.automatic);
      entered = {
        choices: { ...item.choices },
        adjust: given === null || !Object.keys(item.choices).length ? 0 : given - sum,
        points: given,
        comment: item.comment,
        out: new Set(),
        dirty: false,
      };
      drafts.set(key(item), entered);
    }
    return entered;
  }

  function total(choices) {
    let sum = 0;
    for (const one of criteria) {
      if (one.name in choices) sum += one.choices[choices[one.name]]?.points ?? 0;
    }
    return sum;
  }

  // what is shown

  async function load(open) {
    const given = await ask("answers");
    items = given.items;
    comments = given.comments;
    for (const [id, entered] of drafts) if (!entered.dirty) drafts.delete(id);
    const all = items.reduce((n, item) => n + item.members.length, 0);
    const waiting = items.reduce((n, item) => n + (item.waiting ? item.members.length : 0), 0);
    at("progress").textContent =
      fill(words.progress, { read: all - waiting, all }) + " · " +
      fill(words.reads, { reader: given.reader });
    const item =
      items.find((one) => one.members.some((member) => member.id === open)) ??
      [...items.slice(given.begin), ...items.slice(0, given.begin)].find((one) => one.waiting) ??
      items[0];
    if (item) await show(item);
    else say(words.none);
  }

  async function show(item) {
    current = item;
    framed = 0;
    const first = item.members[0];
    at("heading").textContent = called(first);
    at("standing").textContent = standing(item);
    at("whole").href = `/notebook/${place}/${first.id}`;
    showAlike();
    showForm();
    const html = seen.has(first.id) ? seen.get(first.id) : await fetched(first);
    if (current !== item) return;
    at("answer").innerHTML = html;
    window.scrollTo(0, 0);
    const following = nextWaiting(item);
    if (following && following !== item) fetched(following.members[0]).catch(() => {});
  }

  async function fetched(member) {
    const known = `${member.id} ${member.version}`;
    if (!seen.has(known)) {
      try {
        seen.set(known, (await ask(`answer?id=${member.id}`)).html);
      } catch (error) {
        if (!error.status) throw error;
        return element("p", {}, error.message).outerHTML;
      }
    }
    return seen.get(known);
  }

  function standing(item) {
    const parts = [];
    if (item.waiting && item.points === null) parts.push(words.waits);
    else if (item.waiting) {
      parts.push(fill(words.again, { points: plain(item.points) }));
      parts.push(item.same ? words.same : words.other);
    } else if (item.points === null) {
      parts.push(fill(words.automatic, { points: plain(item.automatic ?? 0) }));
    } else {
      parts.push(fill(words.marked, { points: plain(item.points) }));
    }
    if (item.points !== null) {
      parts.push(item.by ? fill(words.by, { reader: item.by, at: item.at }) : words.elsewhere);
    }
    if (drafts.get(key(item))?.dirty) parts.push(words.unsaved);
    return parts.join(", ");
  }

  function showAlike() {
    const box = at("alike");
    box.hidden = current.members.length < 2;
    if (box.hidden) return;
    box.querySelector("legend").textContent = fill(words.alike, { n: current.members.length });
    const entered = draft();
    box.querySelector("ul").replaceChildren(...current.members.map((member, n) => {
      const tick = element("input", { type: "checkbox", checked: !entered.out.has(member.id) });
      tick.addEventListener("change", () => {
        if (tick.checked) entered.out.delete(member.id);
        else entered.out.add(member.id);
      });
      const differs = member.differs.map(([one, other]) =>
        fill(!other ? words.left : !one ? words.more : words.instead, { one, other })).join("; ");
      const label = element("label", {}, tick, ` ${called(member)}`);
      if (n) label.append(`: ${differs || words.equal}`);
      return element("li", {}, label);
    }));
  }

  at("criteria").replaceChildren(...criteria.map((one, n) => {
    const field = element("fieldset", {}, element("legend", {}, `${one.name} `, element("span", { className: "quiet" })));
    let row = null;
    one.choices.forEach((choice, place) => {
      if (!place || one.choices[place - 1].words !== choice.words) {
        const told = element("span", {}, choice.words);
        told.addEventListener("click", () => choose(n, place));
        row = element("div", { className: "row" }, element("div"), told);
        field.append(row);
      }
      const radio = element("input", { type: "radio", name: `criterion-${n}`, value: place });
      radio.setAttribute("aria-label", `${choice.label}: ${choice.words}`);
      radio.addEventListener("change", () => choose(n, place));
      const label = element("label", {}, radio, ` ${choice.label}`);
      if (String(place) !== choice.label) {
        label.append(" ", element("kbd", { title: fill(words.key, { key: place }) }, String(place)));
      }
      row.firstChild.append(label);
    });
    field.addEventListener("focusin", () => frame(n));
    return field;
  }));

  function showForm() {
    const entered = draft();
    criteria.forEach((one, n) => {
      const field = at("criteria").children[n];
      const chosen = entered.choices[one.name];
      const highest = Math.max(...one.choices.map((choice) => choice.points));
      field.querySelector("legend span").textContent = chosen === undefined
        ? fill(words.each, { points: "–", most: plain(highest) })
        : fill(words.each, { points: plain(one.choices[chosen].points), most: plain(highest) });
      field.querySelectorAll("input").forEach((radio, place) => { radio.checked = place === chosen; });
      field.querySelectorAll(".row").forEach((row) => {
        row.classList.toggle("chosen", Boolean(row.querySelector("input:checked")));
      });
    });
    frame(framed);
    at("points").value = entered.points === null ? "" : plain(entered.points);
    const adjusted = Object.keys(entered.choices).length ? Math.round(entered.adjust * 1000) / 1000 : 0;
    at("adjusted").textContent = adjusted ? `(${adjusted > 0 ? "+" : "−"}${Math.abs(adjusted)})` : "";
    if (at("comment").value !== entered.comment) at("comment").value = entered.comment;
    at("used").hidden = !comments.length;
    at("used").querySelector("ol").replaceChildren(...comments.map((comment, n) => {
      const button = element("button", { type: "button" });
      if (n < 9) button.append(element("kbd", {}, `⇧${n + 1}`), " ");
      button.append(comment);
      button.addEventListener("click", () => addComment(n));
      return element("li", {}, button);
    }));
    at("standing").textContent = standing(current);
  }

  function frame(n) {
    framed = Math.max(0, Math.min(n, criteria.length - 1));
    [...at("criteria").children].forEach((field, place) => {
      field.classList.toggle("now", place === framed);
      if (place === framed) field.setAttribute("aria-current", "step");
      else field.removeAttribute("aria-current");
    });
  }

  // what is entered

  function choose(n, place, onward = false) {
    const one = criteria[n];
    if (!current || !one.choices[place]) return;
    const entered = draft();
    const taken = onward && entered.choices[one.name] === place;
    if (taken) delete entered.choices[one.name];
    else entered.choices[one.name] = place;
    const some = Object.keys(entered.choices).length;
    if (!some) entered.adjust = 0;
    entered.points = some ? bounded(total(entered.choices) + entered.adjust) : null;
    entered.dirty = true;
    framed = n;
    if (onward && !taken && n < criteria.length - 1) framed = n + 1;
    showForm();
    at("criteria").children[framed].scrollIntoView({ block: "nearest" });
  }

  const bounded = (value) => Math.max(0, Math.min(most, value));

  function setPoints(value) {
    const entered = draft();
    entered.points = value;
    entered.adjust = value === null ? 0 : value - total(entered.choices);
    entered.dirty = true;
  }

  function addComment(n) {
    if (!current || comments[n] === undefined) return;
    const entered = draft();
    const parts = entered.comment.trim() ? [entered.comment.trimEnd()] : [];
    if (!entered.comment.includes(comments[n])) parts.push(comments[n]);
    entered.comment = parts.join("\n\n");
    entered.dirty = true;
    showForm();
  }

  // what is done

  async function once(work) {
    if (busy) return;
    busy = true;
    try {
      await work();
    } catch (error) {
      say(error.message, true);
    } finally {
      busy = false;
      while (queue.length && !busy) queue.shift()();
    }
  }

  // whoever types fast is ahead of the gradebook: nothing goes to the answer before
  const act = (work) => (busy ? queue.push(work) : work());

  const save = () => once(async () => {
    if (!current) return;
    const item = current;
    const entered = draft();
    const open = criteria.filter((one) => !(one.name in entered.choices)).map((one) => one.name);
    if (open.length && open.length < criteria.length && !entered.adjust) {
      say(fill(words.open, { names: open.join(", ") }), true);
      return;
    }
    if (entered.points === null || !(entered.points >= 0 && entered.points <= most)) {
      say(open.length ? fill(words.open, { names: open.join(", ") }) : fill(words.points, { most: plain(most) }), true);
      return;
    }
    const members = item.members.filter((member) => !entered.out.has(member.id));
    if (!members.length) {
      say(words.nobody, true);
      return;
    }
    try {
      await ask("save", {
        versions: Object.fromEntries(members.map((member) => [member.id, member.version])),
        points: Math.round(entered.points * 1000) / 1000,
        comment: entered.comment,
        choices: entered.choices,
      });
    } catch (error) {
      if (error.status === 409) await load(key(item));
      throw error;
    }
    drafts.delete(key(item));
    const what = members.map(called).join(", ");
    const left = item.members.find((member) => entered.out.has(member.id));
    const following = left ?? nextWaiting(item)?.members[0] ?? members[0];
    await load(following.id);
    const said = fill(words.saved, { points: plain(entered.points), what });
    say(items.some((one) => one.waiting) ? said : `${said} ${words.done}`);
    at("heading").focus({ preventScroll: true });
  });

  const undo = () => once(async () => {
    const { undone } = await ask("undo", {});
    undone.forEach((id) => drafts.delete(id));
    if (!undone.length) {
      say(words.nothing);
      return;
    }
    await load(undone[0]);
    const members = items.flatMap((item) => item.members).filter((member) => undone.includes(member.id));
    say(fill(words.undone, { what: members.map(called).join(", ") }));
    at("heading").focus({ preventScroll: true });
  });

  function nextWaiting(item) {
    const from = items.indexOf(item);
    const round = [...items.slice(from + 1), ...items.slice(0, from)];
    return round.find((one) => one.waiting);
  }

  const go = (item) => once(async () => {
    if (!item) return;
    say(item.waiting || items.some((one) => one.waiting) ? "" : words.done);
    await show(item);
    at("heading").focus({ preventScroll: true });
  });
  const step = (by) => go(items[(items.indexOf(current) + by + items.length) % items.length]);

  const showNames = () => once(async () => {
    names = at("names").checked ? await ask("names") : null;
    at("heading").textContent = called(current.members[0]);
    showAlike();
  });

  at("form").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  at("previous").addEventListener("click", () => step(-1));
  at("next").addEventListener("click", () => step(1));
  at("undo").addEventListener("click", undo);
  at("names").addEventListener("change", showNames);
  at("points").addEventListener("input", (event) => {
    const value = event.target.value === "" ? null : event.target.valueAsNumber;
    setPoints(Number.isNaN(value) ? null : value);
    at("standing").textContent = standing(current);
  });
  at("points").addEventListener("change", showForm);
  at("comment").addEventListener("input", (event) => {
    Object.assign(draft(), { comment: event.target.value, dirty: true });
    at("standing").textContent = standing(current);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...drafts.values()].some((one) => one.dirty)) event.preventDefault();
  });

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => go(nextWaiting(current)),
    u: undo,
    c: () => at("comment").focus(),
    p: () => at("points").select(),
    a: () => { at("names").checked = !at("names").checked; showNames(); },
    o: () => at("whole").click(),
    "+": () => { if (draft().points !== null) { setPoints(bounded(draft().points + 0.5)); showForm(); } },
    "-": () => { if (draft().points !== null) { setPoints(bounded(draft().points - 0.5)); showForm(); } },
    ArrowDown: () => frame(framed + 1),
    ArrowUp: () => frame(framed - 1),
    Enter: save,
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.ctrlKey) {
      if (event.key === "Enter") { event.preventDefault(); save(); }
      return;
    }
    if (target.matches("textarea, input[type=number]")) {
      if (event.key === "Escape") { target.blur(); at("heading").focus({ preventScroll: true }); }
      return;
    }
    if (!at("keys").checked || !current) return;
    if (event.key === "Enter" && target.closest("button, a, summary")) return;
    if (event.key.startsWith("Arrow") && (target.type === "radio" || !criteria.length)) return;
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    if (event.shiftKey && digit && digit !== "0") {
      event.preventDefault();
      act(() => addComment(Number(digit) - 1));
    } else if (/^[0-9]$/.test(event.key)) {
      if (criteria.length) {
        event.preventDefault();
        act(() => choose(framed, Number(event.key), true));
      } else {
        at("points").select();
      }
    } else if (keys[event.key]) {
      event.preventDefault();
      act(keys[event.key]);
    }
  });

  once(() => load());
})();
