"""What a reader does: clicks, taps, types and tabs, as a mouse, a finger and a keyboard send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from tests.browser.chromium import Page

KEYS = {
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    "Space": 32,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
}
TEXTS = {"Enter": "\r", "Space": " "}
ON_THE_MAP = """
    const map = Object.values(geoMaps)[0].map;
    const at = map.latLngToContainerPoint([arguments[1], arguments[0]]);
    const box = map.getContainer().getBoundingClientRect();
    return [box.left + at.x, box.top + at.y];
"""
NAMED = """
    return [...document.querySelectorAll(arguments[0])].find((node) => {
        const text = (node.getAttribute("aria-label") ?? node.innerText).trim();
        return text === arguments[1] && node.checkVisibility();
    }) ?? null;
"""
A_MOMENT = "return new Promise((done) => setTimeout(done, arguments[0]))"


def settle(page: Page, milliseconds: int = 250) -> None:
    """Wait as long as a reader needs to see what happened."""
    page.run(A_MOMENT, milliseconds)


def click(page: Page, selector: str) -> None:
    """Click the first element that matches, as it is seen: what is covered or hidden cannot be clicked."""
    page.browser.driver.find_element(By.CSS_SELECTOR, selector).click()


def click_named(page: Page, name: str, selector: str = "button, label, summary") -> None:
    """Click what is called so."""
    found = page.run(NAMED, selector, name)
    assert found is not None, name
    found.click()


def choose(page: Page, selector: str, text: str) -> None:
    """Choose an option of a list by its text."""
    options = page.browser.driver.find_elements(By.CSS_SELECTOR, f"{selector} option")
    next(option for option in options if option.text == text).click()


def write(page: Page, selector: str, text: str, *, end: str = "") -> None:
    """Write into a field in place of what is there; ``end`` names a key that is pressed then."""
    found = page.browser.driver.find_element(By.CSS_SELECTOR, selector)
    found.send_keys(Keys.CONTROL, "a")
    found.send_keys(text + (getattr(Keys, end) if end else ""))


def press(page: Page, key: str, *, shift: bool = False, times: int = 1) -> None:
    """Press a key on whatever has the focus."""
    for _ in range(times):
        for kind in ("keyDown", "keyUp"):
            text = {"text": TEXTS[key]} if key in TEXTS and kind == "keyDown" else {}
            page.browser.command(
                "Input.dispatchKeyEvent",
                type=kind,
                key=" " if key == "Space" else key,
                code=key,
                windowsVirtualKeyCode=KEYS[key],
                modifiers=8 if shift else 0,
                **text,
            )


def place_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Say where on the page a place is."""
    x, y = page.run(ON_THE_MAP, lon, lat)
    return x, y


def click_map(page: Page, lon: float, lat: float) -> None:
    """Click a place on the map."""
    x, y = place_of(page, lon, lat)
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        page.browser.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    settle(page)


def tap(page: Page, x: float, y: float) -> None:
    """Touch a point of the page with a finger, shortly."""
    page.browser.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    page.browser.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    settle(page)


def focused(page: Page) -> str:
    """Give what the focused element is called."""
    name: str = page.run(
        "const at = document.activeElement; return at.getAttribute('aria-label') ?? at.innerText ?? ''"
    )
    return name.strip()
