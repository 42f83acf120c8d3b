"""A phone: Debian's Chromium with a folder that outlives it, fed with real photos, killed and started again."""

import os
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect

from tests.journeys.bank import PASSWORD
from tests.journeys.served import Served, wait_until

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
"""A camera that shows a moving picture, and a person who always allows it."""
WIDTH, HEIGHT = 390, 844
CONTROLLED = """async () => {
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller) return;
  await new Promise((done) => { navigator.serviceWorker.addEventListener("controllerchange", done); });
}"""
SHELVES = """async () => {
  const db = await new Promise((resolve, reject) => {
    const asked = indexedDB.open("wangdian-walk");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const all = (name) => new Promise((resolve, reject) => {
    const asked = db.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const shelves = {};
  for (const name of ["walks", "drafts", "answers", "faults"]) shelves[name] = await all(name);
  shelves.photos = await Promise.all((await all("photos")).map(async ({ blob, ...photo }) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
    const bytes = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { ...photo, bytes_hash: bytes, bytes_size: blob.size };
  }));
  db.close();
  return shelves;
}"""


FORGET = """async () => {
  const db = await new Promise((resolve) => {
    const asked = indexedDB.open("wangdian-walk");
    asked.onsuccess = () => resolve(asked.result);
  });
  for (const name of ["walks", "answers", "photos", "faults"]) {
    await new Promise((resolve) => {
      const change = db.transaction(name, "readwrite");
      const asked = change.objectStore(name).getAll();
      asked.onsuccess = () => {
        for (const one of asked.result) {
          change.objectStore(name).put(name === "walks" ? { ...one, head_sent: false } : { ...one, sent: false });
        }
      };
      change.oncomplete = resolve;
    });
  }
  db.close();
}"""


def camera_photo(number: int, size: tuple[int, int] = (2400, 1800)) -> bytes:
    """What a phone's camera writes: a large JPEG lying on its side, with its make, moment and orientation."""
    picture = Image.effect_noise((size[0] // 4, size[1] // 4), 90).resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((200, 200, 1400, 900), fill=(40 + number * 20, 90, 160))
    draw.text((260, 260), f"No. {number}", fill="white", font_size=300)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Testphone", "T1", 6
    exif[0x0132] = f"2026:11:18 08:2{number % 10}:00"
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


@dataclass
class Phone:
    """One person's phone; `folder` keeps what the browser keeps."""

    playwright: Playwright
    served: Served
    folder: Path
    dark: bool = False
    camera: bool = False
    context: BrowserContext | None = None
    pages: list[Page] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def start(self, offline: bool = False) -> None:
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder), executable_path=shutil.which("chromium"), args=[*ARGS, *(CAMERA if self.camera else ())],
            headless=True,
            viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True, locale="zh-CN",
            timezone_id="Asia/Shanghai", color_scheme="dark" if self.dark else "light", offline=offline,
            device_scale_factor=2,
        )
        self.context.set_default_timeout(60_000)
        self.pages.append(self.context.pages[0] if self.context.pages else self.context.new_page())
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def kill(self) -> None:
        """The whole browser at once, as when a battery dies."""
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        wait_until(lambda: not self._processes(), "the end of the browser")
        self.context = None
        for lock in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.folder / lock).unlink(missing_ok=True)

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def cut_off(self, off: bool = True) -> None:
        assert self.context is not None
        self.context.set_offline(off)

    def log_in(self, role: str) -> None:
        """Logs in where the page asks for it, and comes back to the walk."""
        page = self.page
        page.locator("[name=username]").first.fill(self.served.told["logins"][role])
        page.locator("[name=password]").first.fill(PASSWORD)
        page.locator(".login button").first.click()
        page.wait_for_url("**/walk/**")

    def open_walk(self, role: str) -> None:
        """Opens the program for the first time and waits until it could start without a network."""
        self.page.goto(f"{self.served.address}/walk/")
        self.log_in(role)
        expect(self.page.locator("#screen .lead, #screen .rows").first).to_be_visible()
        self.page.evaluate(CONTROLLED)

    def shelves(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = self.page.evaluate(SHELVES)
        return found

    def forget_what_was_sent(self) -> None:
        """As if no acknowledgement had ever reached the phone: all of it counts as unsent again."""
        self.page.evaluate(FORGET)
        self.page.reload()

    def all_sent(self) -> None:
        """Waits until the phone says that nothing is left."""
        expect(self.page.locator("#status")).to_have_attribute("data-left", "0", timeout=120_000)

    def take_photo(self, where: Locator, number: int) -> None:
        """Hands a camera's file to the item, and waits until it is kept."""
        shots = where.locator(".shot[data-hash]")
        before = shots.count()
        where.locator("input.file").set_input_files(
            {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": camera_photo(number)},
        )
        expect(shots).to_have_count(before + 1)

    def sign(self) -> None:
        canvas = self.page.locator(".sign canvas")
        canvas.hover(position={"x": 40, "y": 60})  # which waits until it stands still with nothing above it
        box = canvas.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.down()
        for step in range(12):
            mouse.move(box["x"] + 40 + step * 20, box["y"] + (40 if step % 2 else 90))
        mouse.up()

    def _processes(self) -> list[int]:
        own = f"--user-data-dir={self.folder}"
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if own in (place / "cmdline").read_bytes().decode(errors="replace").split("\0"):
                    found.append(int(place.name))
        return found
