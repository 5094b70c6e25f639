// Colours of categories are told apart by readers with any kind of colour vision, in light and in dark.

import assert from "node:assert/strict";
import { test } from "node:test";

import { colour, useTheme } from "../../geo/_maps/static/style.js";

// Simulation of full dichromacy in linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.
const VISIONS = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const LEAST_DIFFERENCE = 10;
const LEAST_CONTRAST = 1.5;

function linear(hex) {
  return [1, 3, 5].map((start) => {
    const part = parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

function seenAs(rgb, matrix) {
  return matrix.map((row) => Math.min(1, Math.max(0, row.reduce((sum, weight, place) => sum + weight * rgb[place], 0))));
}

/** CIELAB of linear RGB, white point D65. */
function lab([r, g, b]) {
  const xyz = [0.4124564 * r + 0.3575761 * g + 0.1804375 * b, 0.2126729 * r + 0.7151522 * g + 0.072175 * b, 0.0193339 * r + 0.119192 * g + 0.9503041 * b];
  const [x, y, z] = xyz.map((value, place) => {
    const share = value / [0.95047, 1, 1.08883][place];
    return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function luminance(hex) {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

for (const theme of ["light", "dark"]) {
  test(`${theme}: categories are told apart with every kind of colour vision`, () => {
    useTheme(theme);
    const inks = [...colour.categories];
    for (const [vision, matrix] of Object.entries(VISIONS)) {
      const labs = inks.map((ink) => lab(seenAs(linear(ink), matrix)));
      labs.forEach((one, place) => labs.slice(place + 1).forEach((other, further) => {
        const difference = Math.hypot(...one.map((value, axis) => value - other[axis]));
        assert.ok(difference >= LEAST_DIFFERENCE, `${vision}: ${inks[place]} and ${inks[place + 1 + further]} differ by ${difference.toFixed(1)}`);
      }));
    }
    useTheme("light");
  });

  test(`${theme}: every symbol stands out from land and sea`, () => {
    useTheme(theme);
    for (const ink of [...colour.categories, colour.other, colour.incident, colour.mixed]) {
      for (const ground of [colour.land, colour.sea]) {
        const [low, high] = [luminance(ink), luminance(ground)].sort((one, other) => one - other);
        const contrast = (high + 0.05) / (low + 0.05);
        assert.ok(contrast >= LEAST_CONTRAST, `${ink} on ${ground}: ${contrast.toFixed(2)}`);
      }
    }
    useTheme("light");
  });
}
