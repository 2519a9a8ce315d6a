"use strict";

// the theme calls them headings and leaves out of which level
for (const caption of document.querySelectorAll(".caption[role=heading]")) {
  caption.setAttribute("aria-level", "2");
}
document
  .querySelector(".toc-drawer")
  ?.setAttribute("aria-label", document.querySelector(".toc-title")?.textContent ?? "");

(() => {
  const figure = document.querySelector(".film");
  if (!figure) return;
  const button = document.createElement("button");
  button.type = "button";
  const name = () => {
    const { pause, play } = figure.querySelector(".film-words").dataset;
    button.textContent = figure.classList.contains("film-paused") ? play : pause;
  };
  button.addEventListener("click", () => {
    figure.classList.toggle("film-paused");
    name();
  });
  name();
  figure.querySelector(".film-words").append(button);
})();

(() => {
  const desk = document.getElementById("replay");
  if (!desk) return;
  const { classes, shape, table, outcomes, parts } = JSON.parse(
    document.getElementById("replay-data").textContent
  );
  const names = ["severity", "cause", "owner", "remedy", "promise"];
  const part = name => document.getElementById(`replay-${name}`);
  const form = desk.querySelector("form");
  const fields = [...form.querySelectorAll("input, select, button")];
  const open = isOpen => {
    const look = part("look");
    look.hidden = isOpen;
    part("file").hidden = !isOpen;
    for (const option of form.querySelectorAll("[data-in-file]")) {
      option.hidden = option.disabled = !isOpen;
    }
  };
  const seal = isSealed => {
    for (const field of fields) field.disabled = isSealed;
    part("look").disabled = isSealed;
    part("outcome").hidden = !isSealed;
  };
  const picked = () => {
    const given = new FormData(form);
    return [part("file").hidden ? 0 : 1, ...names.map(name => Number(given.get(name)))];
  };
  const outcome = choices =>
    outcomes[
      table[choices.reduce((place, choice, axis) => place * shape[axis] + classes[axis][choice], 0)]
    ];
  const show = choices => {
    const found = outcome(choices);
    part("head").textContent = found.head;
    part("note").textContent = found.note;
    part("note").hidden = !found.note;
    part("outcome").querySelector("ol").replaceChildren(
      ...found.events.map(text => {
        const item = document.createElement("li");
        item.textContent = text;
        return item;
      })
    );
    const bars = part("outcome").querySelector(".desk-bars");
    const numbers = bars.querySelectorAll("b");
    bars.querySelectorAll(".desk-track > span").forEach((bar, row) => {
      bar.style.width = `${found.stays[row]}%`;
      numbers[row].textContent = `${found.stays[row]} %`;
    });
    for (const fact of part("outcome").querySelectorAll("[data-fact]")) {
      fact.textContent = found[fact.dataset.fact];
    }
    part("outcome").querySelectorAll("tbody tr").forEach((row, axis) => {
      const { right, given, says } = parts[axis][choices[axis]];
      const [chosen, why] = row.querySelectorAll("td");
      row.className = right ? "" : "desk-wrong";
      chosen.textContent = `${right ? chosen.dataset.right : chosen.dataset.wrong} ${given}`;
      why.textContent = says;
    });
  };

  part("look").addEventListener("click", () => {
    open(true);
    part("file").focus();
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    show(picked());
    seal(true);
    part("head").focus({ preventScroll: true });
    part("outcome").scrollIntoView({ behavior: "instant", block: "start" });
  });
  part("again").addEventListener("click", () => {
    form.reset();
    seal(false);
    open(false);
    part("look").focus();
  });
  desk.hidden = false;
})();
