// Passkeys: makes one, signs in by one, confirms by one. What the server asks for stands in the page or is fetched.
(() => {
  "use strict";
  const forms = document.querySelectorAll("form[data-passkey]");
  const able = Boolean(window.PublicKeyCredential && navigator.credentials);
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const creation = (asked) => ({
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
    authenticatorSelection: { ...asked.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
  });
  const request = (asked) => ({ ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) });

  const created = ({ response }) => ({
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: response.getTransports ? response.getTransports() : [],
  });
  const proven = ({ response }) => ({
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
  const answer = (credential, response) => JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });

  const fetched = async (form) => {
    const reply = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!reply.ok) throw new Error(String(reply.status));
    return (await reply.json()).request_options.publicKey;
  };
  const inPage = () => JSON.parse(document.getElementById("passkey-options").textContent);

  const ask = async (form) => {
    if (form.dataset.passkey === "create") {
      const credential = await navigator.credentials.create({ publicKey: creation(inPage().creation_options.publicKey) });
      return answer(credential, created(credential));
    }
    const asked = form.dataset.passkey === "get" ? inPage().request_options.publicKey : await fetched(form);
    const credential = await navigator.credentials.get({ publicKey: request(asked) });
    return answer(credential, proven(credential));
  };

  for (const form of forms) {
    const trouble = form.querySelector("[data-trouble]");
    if (!able) {
      for (const note of form.querySelectorAll("[data-unable]")) note.hidden = false;
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        form.elements.namedItem("credential").value = await ask(form);
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  }
})();
