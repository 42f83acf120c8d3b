"""What the surfaces of an invented hall look like from straight ahead: walls, floors, signs, counters, machines."""

from collections.abc import Callable
from functools import cache
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Skin = NDArray[np.uint8]
Colour = tuple[int, int, int]
SIDE = 512
GREEN, GOLD, INK, PAPER = (24, 92, 62), (214, 178, 96), (58, 60, 62), (247, 246, 240)
WALLS: tuple[Colour, ...] = ((232, 228, 216), (222, 226, 226), (236, 230, 224), (219, 226, 214), (228, 222, 206))
FLOORS: tuple[Colour, ...] = ((168, 162, 152), (186, 176, 158), (146, 150, 152), (160, 146, 128), (196, 192, 184))
WOODS: tuple[Colour, ...] = ((168, 130, 94), (142, 108, 82), (196, 158, 118), (124, 102, 88))


@cache
def _cloud() -> Skin:
    """Soft noise of several sizes, larger than any surface; 128 in the middle, 32 to a step of its spread."""
    dice, total, weight, cells = np.random.default_rng(1), np.zeros((4 * SIDE, 4 * SIDE), np.float32), 1.0, 16
    while cells <= 2 * SIDE:
        rough = dice.standard_normal((cells, cells), np.float32)
        total += weight * cv2.resize(rough, total.shape, interpolation=cv2.INTER_CUBIC)
        weight, cells = weight * 0.75, cells * 2
    return np.clip(128 + 32 * total, 0, 255).astype(np.uint8)


def grained(luck: Random, colour: Colour, strength: float, high: int = SIDE) -> Skin:
    """One colour with soft specks of several sizes, as plaster, stone and paper have them."""
    x, y = luck.randrange(3 * SIDE), luck.randrange(3 * SIDE)
    levels = strength * (np.arange(256) - 128)[:, None] / 32
    tones = np.clip(np.array(colour) + levels, 0, 255).astype(np.uint8)
    return np.take(tones, _cloud()[y : y + high, x : x + SIDE], axis=0)


def drawn(skin: Skin, draw_on: Callable[[ImageDraw.ImageDraw], None]) -> Skin:
    picture = Image.fromarray(skin)
    draw_on(ImageDraw.Draw(picture))
    return np.asarray(picture, np.uint8)


def wall(luck: Random, colour: Colour) -> Skin:
    """Plaster above a skirting of another tone."""
    skin, darker, high = grained(luck, colour, 5), luck.randint(26, 60), luck.randint(24, 150)
    tone = tuple(c - darker for c in colour)
    return drawn(skin, lambda d: d.rectangle((0, SIDE - high, SIDE, SIDE), fill=tone))


def floor(luck: Random, colour: Colour) -> Skin:
    """Tiles, each a little lighter or darker than the next."""
    skin, step = grained(luck, colour, 7), luck.choice((36, 46, 56, 64))
    dark = tuple(max(0, c - 34) for c in colour)
    for x in range(0, SIDE, step):
        for y in range(0, SIDE, step):
            tile = skin[y : y + step, x : x + step]
            cv2.add(tile, np.full_like(tile, luck.randint(0, 16)), dst=tile)
            cv2.rectangle(skin, (x, y), (x + step, y + step), dark, 1)
    return skin


def ceiling(luck: Random) -> Skin:
    """White boards with lamps in them."""
    skin, step = grained(luck, (238, 238, 234), 3), luck.choice((64, 86, 128))
    for at in range(0, SIDE, step):
        cv2.line(skin, (at, 0), (at, SIDE), (206, 206, 200), 2)
        cv2.line(skin, (0, at), (SIDE, at), (206, 206, 200), 2)
    for y in range(step, SIDE - step, 2 * step):
        for x in range(step, SIDE - step, 3 * step):
            cv2.rectangle(skin, (x + 8, y + 8), (x + step - 8, y + step - 8), (255, 255, 250), -1)
    return skin


def wood(luck: Random) -> Skin:
    grain = np.random.default_rng(luck.getrandbits(32)).standard_normal((8, 96), np.float32)
    lines = cv2.resize(grain, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    darker = np.clip(26 - 13 * lines, 0, 255).astype(np.uint8)
    return np.asarray(cv2.subtract(grained(luck, luck.choice(WOODS), 5), cv2.merge([darker] * 3)), np.uint8)


def sign(luck: Random, code: str) -> Skin:
    """The bank's green band, with a mark and the code of the outlet."""

    def put(draw: ImageDraw.ImageDraw) -> None:
        left = luck.randint(10, 110)
        draw.ellipse((left, 14, left + 48, 62), fill=GOLD)
        draw.rectangle((left + 15, 29, left + 33, 47), fill=GREEN)
        draw.text((left + 64, 8), "QINGHE BANK", PAPER, ImageFont.load_default(36))
        draw.text((left + 66, 48), f"Outlet {code}", GOLD, ImageFont.load_default(20))

    return drawn(grained(luck, GREEN, 3, 80), put)


def notice(luck: Random) -> Skin:
    """A poster: a headline, a picture of blocks, and lines of small print."""
    ground = luck.choice((PAPER, (240, 232, 214), (226, 236, 230), (36, 78, 110), (132, 40, 44)))
    ink = PAPER if sum(ground) < 400 else luck.choice((INK, GREEN, (128, 40, 40)))

    def put(draw: ImageDraw.ImageDraw) -> None:
        draw.rectangle((8, 8, SIDE - 8, SIDE - 8), outline=ink, width=luck.randint(3, 9))
        words = luck.choice(("RATES", "SAVINGS", "SAFETY", "SERVICE", "HOURS", "NOTICE"))
        draw.text((40, 36), words, ink, ImageFont.load_default(luck.randint(58, 84)))
        for _n in range(luck.randint(2, 5)):
            x, y = luck.randint(40, 330), luck.randint(150, 300)
            colour = luck.choice((GOLD, GREEN, (92, 140, 176), (190, 92, 70), (150, 150, 146)))
            draw.rectangle((x, y, x + luck.randint(40, 140), y + luck.randint(30, 90)), fill=colour)
        for y in range(400, 480, luck.choice((16, 20, 26))):
            draw.line((40, y, luck.randint(220, 470), y), ink, 4)

    return drawn(grained(luck, ground, 3), put)


def counter(luck: Random) -> Skin:
    """A window of glass over a desk of wood, with a number and a lamp."""
    skin, glass = wood(luck), grained(luck, luck.choice(((176, 196, 204), (164, 186, 184), (190, 200, 208))), 8)
    skin[:300] = glass[:300]

    def put(draw: ImageDraw.ImageDraw) -> None:
        draw.rectangle((0, 0, SIDE - 1, SIDE - 1), outline=INK, width=14)
        draw.rectangle((0, 296, SIDE, 322), fill=(206, 204, 196))
        for _n in range(2):
            x = luck.randint(20, 400)
            draw.line((x, 290, x + luck.randint(30, 110), 20), (226, 236, 240), luck.randint(6, 20))
        x = luck.randint(60, 320)
        draw.rectangle((x, 30, x + 130, 110), fill=GREEN)
        draw.text((x + 22, 36), f"{luck.randint(1, 19):02}", PAPER, ImageFont.load_default(62))
        draw.rectangle((x - 20, 206, x + 60, 296), fill=luck.choice((INK, (96, 100, 104), (60, 78, 96))))

    return drawn(skin, put)


def machine(luck: Random) -> Skin:
    """The front of a cash machine."""
    body = luck.choice(((96, 104, 110), (206, 208, 206), (42, 90, 70)))

    def put(draw: ImageDraw.ImageDraw) -> None:
        draw.rectangle((0, 0, SIDE, 80), fill=GREEN)
        draw.text((150, 4), "ATM", PAPER, ImageFont.load_default(68))
        x, y = luck.randint(60, 130), luck.randint(110, 150)
        draw.rectangle((x, y, x + 260, y + 150), fill=(70, 124, 168), outline=INK, width=10)
        draw.rectangle((x + 24, y + 24, x + luck.randint(100, 210), y + 56), fill=PAPER)
        for n in range(12):
            left, top = x + 30 + n % 3 * 62, y + 186 + n // 3 * 38
            draw.rectangle((left, top, left + 44, top + 26), fill=(228, 228, 222))
        draw.rectangle((x + 230, y + 190, x + 330, y + 206), fill=(20, 22, 24))

    return drawn(grained(luck, body, 5), put)


def plant(luck: Random) -> Skin:
    """Leaves over a pot; what is black is not there."""
    skin = np.zeros((SIDE, SIDE, 3), np.uint8)
    for _n in range(luck.randint(34, 60)):
        at, shade = (luck.randint(120, 392), luck.randint(80, 330)), luck.randint(60, 150)
        size = (luck.randint(40, 92), luck.randint(9, 20))
        cv2.ellipse(skin, at, size, luck.randint(0, 180), 0, 360, (shade // 2, shade, shade // 3), -1, cv2.LINE_AA)
    pot = luck.choice(((150, 92, 66), (212, 208, 200), (74, 82, 88)))
    cv2.fillConvexPoly(skin, np.array([[176, 340], [336, 340], [310, 508], [202, 508]]), pot, cv2.LINE_AA)
    return skin


def stained(luck: Random, skin: Skin) -> Skin:
    """What is spilt on a floor and nobody wiped away."""
    x, y, made = luck.randint(150, 340), luck.randint(130, 200), skin.copy()
    for _n in range(7):
        at = (x + luck.randint(-34, 34), y + luck.randint(-16, 16))
        cv2.ellipse(made, at, (luck.randint(14, 40), luck.randint(8, 20)), 0, 0, 360, (92, 74, 52), -1, cv2.LINE_AA)
    return cv2.addWeighted(made, 0.8, skin, 0.2, 0)


def cracked(luck: Random, skin: Skin) -> Skin:
    made, x, y = skin.copy(), luck.randint(120, 380), luck.randint(60, 110)
    for _n in range(14):
        end = (x + luck.randint(-14, 18), y + luck.randint(12, 26))
        cv2.line(made, (x, y), end, (44, 40, 38), luck.choice((1, 2, 3)), cv2.LINE_AA)
        x, y = end
    return made
