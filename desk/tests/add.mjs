// Adding: a pasted text is read and leads to its story; what cannot be taken says why.
export default async function add(t) {
  const { page } = t;
  await t.go("/add");
  await page.getByLabel("The report, its headline first").fill("Bridge closed after crash near Moss\n\nA lorry hit a pillar of the bridge on Tuesday and two people were injured, the fire brigade said. Nobody was killed.\n");
  await page.getByRole("button", { name: "Read it" }).click();
  const link = page.getByRole("link", { name: "its story" });
  await link.first().waitFor({ timeout: 20000 });
  t.ok(await page.getByRole("status").filter({ hasText: "1 of 1 report done" }).waitFor().then(() => true, () => false), "progress in words");

  await page.getByLabel("Drop web pages").setInputFiles([{ name: "crash.txt", mimeType: "text/plain", buffer: Buffer.from("Train late after crash near Moss\n\nTrains were late on Wednesday, the railway said, and one man was injured.\n") }]);
  await page.locator(".progress li", { hasText: "crash.txt" }).getByRole("link", { name: "its story" }).waitFor({ timeout: 20000 });
  t.ok(true, "a file is read");

  t.expect(/400|403|422/);
  await page.getByLabel("Address of a report").fill("http://127.0.0.1:1/inside");
  await page.getByRole("button", { name: "Fetch it" }).click();
  const refused = page.locator(".progress li.failed");
  await refused.first().waitFor({ timeout: 20000 });
  t.ok((await refused.first().locator(".error").textContent()).length > 15, "a private address is refused in words");

  await link.last().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  t.ok(/\/stories\/\d+/.test(page.url()), "the story of what was added");
}
