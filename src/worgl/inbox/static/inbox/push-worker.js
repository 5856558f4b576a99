// Shows push messages, and opens what they are about. Stands alone, and can be imported by another service worker.
self.addEventListener("push", (event) => {
  let told;
  try { told = event.data.json(); } catch { return; }
  // The same tag takes the place of the same notice: a repeat is not shown twice.
  event.waitUntil(self.registration.showNotification(told.title, { body: told.body, tag: told.tag, data: told.url }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(new URL(event.notification.data, self.location.origin)));
});
