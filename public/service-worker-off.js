// What the shop sends in the place of its worker where it wants none (`server.service_worker`): browsers that have one fetch this
// instead, and it clears away all that was kept, and itself.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("floodgate-")).map((name) => caches.delete(name)));
  await registration.unregister();
})()));
