"""A real browser that cannot reach any network, and what it noticed.

Chromium is part of the tests: where it is missing they fail and say so, they are never passed over.
"""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
DESKTOP = (1200, 800)
PHONE = (390, 844)
PATIENCE_S = 20


def find_program(names: tuple[str, ...], what: str) -> str:
    """Find a program, or fail saying how to get it."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    message = f"The browser tests need {what}: install it (Debian: apt-get install chromium chromium-driver)."
    raise FileNotFoundError(message)


@dataclass
class Browser:
    """One Chromium with an empty profile."""

    profile: Path
    driver: webdriver.Chrome = field(init=False)

    def __post_init__(self) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = find_program(PROGRAMS, "Chromium")
        for switch in (*SWITCHES, f"--user-data-dir={self.profile}"):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        options.set_capability("unhandledPromptBehavior", "ignore")
        service = webdriver.ChromeService(find_program(("chromedriver",), "chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=service)

    def open(self, path: Path, size: tuple[int, int] = DESKTOP, *, scripts: bool = True) -> Page:
        """Open a saved page at a window size and wait until it has drawn."""
        self.command("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=False,
        )
        self.driver.get("about:blank")
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.driver.get(path.as_uri())
        page = Page(self, path.as_uri())
        if scripts:
            page.wait("return document.readyState === 'complete'")
            # The map is there, or the page says why not; a page without one is as it is.
            page.wait(
                "const app = document.querySelector('.geo-app'); const maps = window.geoMaps;"
                "return !app || (maps && Object.keys(maps).length) || document.querySelector('.geo-failure')"
            )
            page.run("return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")
        return page

    def command(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, arguments)

    def close(self) -> None:
        """End this browser."""
        self.driver.quit()


@dataclass
class Page:
    """An open page: asked through its own scripts, judged by what the browser logged."""

    browser: Browser
    address: str

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and give what it returns."""
        return self.browser.driver.execute_script(script, *arguments)

    def ask(self, expression: str) -> Any:
        """Evaluate an expression in which ``map`` is the mounted map."""
        return self.run(f"const map = Object.values(window.geoMaps)[0]; return {expression};")

    def wait(self, script: str) -> Any:
        """Run a script until it gives something true."""
        return WebDriverWait(self.browser.driver, PATIENCE_S).until(lambda _: self.run(script))

    def text(self, selector: str) -> str:
        """Give the text of the first element that matches, as the reader sees it."""
        found: str = self.run("return document.querySelector(arguments[0]).innerText", selector)
        return found.replace("\u00a0", " ")

    def complaints(self) -> list[str]:
        """Everything on the console, errors and warnings."""
        return [entry["message"] for entry in self.browser.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Every address asked for except the page's own and data inside it."""
        events = [
            json.loads(entry["message"])["message"] for entry in self.browser.driver.get_log("performance")
        ]
        sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
        found = [params["request"]["url"] for params in sent]
        assert self.address in found, "the log of requests works"
        return [
            url for url in found if url != self.address and not url.startswith(("data:", "blob:", "about:"))
        ]

    def screenshot(self, path: Path) -> None:
        """Write what is seen as a PNG file."""
        data = self.browser.command("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))
