#!/usr/bin/env python3
"""Opens the pages of a report in headless Chromium and checks what an editor would see.

    check_pages.py FOLDER... [--screenshots FOLDER]

Every page at 1280 and 390 pixels, light and dark: nothing is wider than the window, every text has a contrast of at
least 4.5 to what lies behind it, no script of the texts runs, nothing is fetched, nothing is blocked or logged. Then the
keys, the search and the filters of the first (the hand-made) report. Speaks the DevTools protocol over a pipe, so it needs Chromium and nothing else.
Exit code 77: there is no Chromium, nothing was checked.
"""
import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OVERFLOW = """(() => {
  const width = document.documentElement.clientWidth, wide = [];
  if (document.documentElement.scrollWidth > width) wide.push('the page: ' + document.documentElement.scrollWidth + ' > ' + width);
  for (const one of document.querySelectorAll('body *')) {
    if (one.closest('.scroll') && !one.matches('.scroll') || one.closest('.skip')) continue;
    const box = one.getBoundingClientRect();
    if (box.width > 0 && (box.right > width + 1 || box.left < -1)) wide.push(one.localName + '.' + one.className + ' ' + Math.round(box.left) + '..' + Math.round(box.right));
  }
  return wide.slice(0, 5);
})()"""

CONTRAST = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || one.closest('script, style, [hidden]') || !one.checkVisibility()) continue;
    const layers = [];
    for (let at = one; at; at = at.parentElement) layers.unshift(rgba(getComputedStyle(at).backgroundColor));
    const behind = layers.reduce((below, top) => over(top, below), [255, 255, 255, 1]);
    const a = light(over(rgba(getComputedStyle(one).color), behind)), b = light(behind);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(one.localName + '.' + one.className + ' ' + ratio.toFixed(2) + ' ' + walker.currentNode.data.trim().slice(0, 30));
  }
  return low.slice(0, 5);
})()"""


class Browser:
    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="tawatur-pages-")
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()
        # The protocol wants its pipe at 3 and 4.
        command = ["sh", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{back_write}', program, "--headless", "--no-sandbox", "--disable-gpu",
                   "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                   "--hide-scrollbars", f"--user-data-dir={self.profile}", "--remote-debugging-pipe", "about:blank"]
        self.process = subprocess.Popen(command, pass_fds=(to_read, back_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(back_write)
        self.held, self.number, self.session, self.events = b"", 0, None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def read(self):
        while b"\0" not in self.held:
            piece = os.read(self.back, 1 << 16)
            if not piece:
                raise RuntimeError("Chromium went away")
            self.held += piece
        message, self.held = self.held.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"].get("description"))
        return result["result"].get("value")

    def open(self, address):
        self.events.clear()
        self.call("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.read())

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def said(events):
    """What the browser blocked, logged, asked or fetched."""
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Log.entryAdded":
            yield parameters["entry"]["text"]
        elif method == "Runtime.exceptionThrown":
            yield parameters["exceptionDetails"]["text"]
        elif method == "Page.javascriptDialogOpening":
            yield "a dialog opened: " + parameters["message"]
        elif method == "Network.requestWillBeSent" and not parameters["request"]["url"].startswith(("file:", "data:")):
            yield "fetched " + parameters["request"]["url"]


def shoot(browser, path, width):
    # As high as the page: what lies outside the window isn't rendered.
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=12000, deviceScaleFactor=1, mobile=False)
    height = browser.evaluate("new Promise((done) => setTimeout(() => done(Math.ceil(document.body.getBoundingClientRect().bottom)), 150))")
    shot = browser.call("Page.captureScreenshot", clip={"x": 0, "y": 0, "width": width, "height": min(height, 12000), "scale": 1})
    path.write_bytes(base64.b64decode(shot["data"]))
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)


def check_page(browser, page, screenshots):
    problems = []
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
            browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            browser.open(page.as_uri())
            where = f"{page.name} at {width} {scheme}"
            for folded in (True, False):
                problems += [f"{where}: wider than the window: {one}" for one in browser.evaluate(OVERFLOW)]
                if screenshots:
                    shoot(browser, screenshots / f"{page.resolve().relative_to(page.parents[2]).as_posix().replace('/', '-')}-{width}-{scheme}{'' if folded else '-open'}.png", width)
                browser.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            problems += [f"{where}: contrast: {one}" for one in browser.evaluate(CONTRAST)]
            problems += [f"{where}: {one}" for one in said(browser.events)]
            broken = browser.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.hash)")
            problems += [f"{where}: no place for the link {one}" for one in broken[:5]]
    return problems


def check_index(browser, index):
    """The search, the check boxes and the keys."""
    browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(index.as_uri())
    problems = []
    visible = "[...document.querySelectorAll('.ev')].filter((one) => one.checkVisibility()).length"
    everything = browser.evaluate(visible)
    search = "(async (words) => { const find = document.getElementById('find'); find.value = words; find.dispatchEvent(new Event('input')); await new Promise((done) => setTimeout(done, 300)); return " + visible + "; })"
    if browser.evaluate(search + "('\\u0623\\u0646\\u0640\\u0647\\u064a\\u064e\\u0627\\u0631')") < 1:
        problems.append("the search does not fold Arabic letters")
    if browser.evaluate(search + "('no such words')") != 0:
        problems.append("the search shows what does not match")
    if browser.evaluate(search + "('')") != everything:
        problems.append("an empty search does not show everything")
    browser.evaluate("document.getElementById('only-dv').click()")
    if browser.evaluate("[...document.querySelectorAll('.ev:not(.dv)')].some((one) => one.checkVisibility())"):
        problems.append("the check box does not filter")
    browser.evaluate("document.activeElement.blur()")
    browser.call("Input.dispatchKeyEvent", type="keyDown", key="j", text="j")
    if not browser.evaluate("!!document.activeElement.closest('.ev')"):
        problems.append("the key j does not go to an event")
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--screenshots", type=Path)
    arguments = parser.parse_args()
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        print("skipped: no Chromium is installed, the pages were not opened")
        return 77
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    folders = [folder.resolve() for folder in arguments.folders]
    pages = [page for folder in folders for page in sorted(folder.glob("*.html")) + sorted((folder / "events").glob("*.html"))]
    browser = Browser(program)
    try:
        problems = [one for page in pages for one in check_page(browser, page, arguments.screenshots)]
        problems += check_index(browser, folders[0] / "index.html")
    finally:
        browser.close()
    for one in problems:
        print(one)
    print(f"{len(pages)} pages at 2 widths in 2 schemes: {len(problems)} problems")
    return 1 if problems or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
