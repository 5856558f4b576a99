// The number pad of the till. Without it the amount is typed.
(() => {
  "use strict";
  const form = document.querySelector("form[data-till]");
  if (!form) return;
  const amount = form.querySelector("input[name=amount]");
  const pad = form.querySelector(".pad");
  pad.hidden = false;
  pad.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const typed = amount.value;
    if ("erase" in button.dataset) amount.value = typed.slice(0, -1);
    else if (button.dataset.digit.match(/\d/) || !typed.includes(button.dataset.digit)) amount.value = typed + button.dataset.digit;
  });
})();
