"""The tokens: what stands on what can be read, in both themes."""

import re

import pytest

from tests.entrypoints.style import sheets

SURFACES = ("--paper", "--surface", "--sunken", "--raised")
MEANINGS = ("accent", "ok", "soon", "bad", "owed", "judge", "mute", "public", "internal", "party")
THEMES = pytest.mark.parametrize("tokens", [sheets.LIGHT, sheets.DARK], ids=["light", "dark"])


def weak(tokens: dict[str, str], pairs: list[tuple[str, str]], least: float) -> list[str]:
    ratios = {pair: sheets.contrast(tokens[pair[0]], tokens[pair[1]]) for pair in pairs}
    return [f"{front} on {back}: {ratio:.2f}" for (front, back), ratio in ratios.items() if ratio < least]


@THEMES
def test_text_can_be_read_on_every_surface_it_stands_on(tokens):
    surfaces = [*SURFACES, *(f"--{name}-wash" for name in MEANINGS)]
    inks = [(ink, surface) for ink in ("--ink", "--ink-2") for surface in surfaces]
    quiet = [("--ink-3", surface) for surface in SURFACES]
    meanings = [(f"--{name}", f"--{name}-wash") for name in MEANINGS]
    meanings += [(f"--{name}", surface) for name in MEANINGS for surface in SURFACES[:3]]
    grades = [
        (f"--sev-{grade}", surface) for grade in (1, 2, 3, 4) for surface in (*SURFACES, "--accent-wash")
    ]
    solid = [("--accent-ink", "--accent"), ("--surface", "--ink"), ("--paper", "--ink")]

    assert weak(tokens, inks + quiet + meanings + grades + solid, 4.5) == []


@THEMES
def test_edges_of_controls_and_the_focus_ring_stand_out(tokens):
    pairs = [(line, surface) for line in ("--edge", "--focus") for surface in SURFACES]
    pairs += [("--focus", f"--{name}-wash") for name in MEANINGS]

    assert weak(tokens, pairs, 3.0) == []


def test_both_ways_into_the_dark_lead_to_the_same_place():
    assert sheets.DARK == sheets.DARK_OF_THE_SYSTEM


def test_light_and_dark_name_the_same_tokens():
    assert sheets.LIGHT.keys() == sheets.DARK.keys()


def test_tlp_labels_can_be_read_on_their_prescribed_black():
    tokens = sheets.declarations(sheets.text(sheets.FOLDER / "tokens.css"))

    pairs = [(f"--tlp-{level}", "--tlp-ground") for level in ("red", "amber", "green", "clear")]
    assert weak(tokens, pairs, 4.5) == []


@pytest.mark.parametrize("sheet", sheets.COMPONENT_SHEETS, ids=lambda path: path.name)
def test_components_name_roles_and_no_values(sheet):
    rules = sheets.text(sheet).split("@layer print")[0]

    colours = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl)\(", re.sub(r"url\([^)]*\)", "", rules))
    sizes = re.findall(r"font-size:\s*([^;}]+)|font:\s*([^;}]+)", rules)
    foreign = [a or b for a, b in sizes if "var(--t-" not in (a or b)]
    assert colours == []
    assert [size for size in foreign if size.strip() not in {".93em", "0", "inherit"}] == []


def test_every_token_used_is_declared_and_every_token_declared_is_used():
    everything = "".join(sheets.text(path) for path in sorted(sheets.FOLDER.glob("*.css")))

    used = set(re.findall(r"var\((--[a-z0-9-]+)", everything))
    declared = set(re.findall(r"(?<![\w(-])(--[a-z0-9-]+)\s*:", everything))
    assert used - declared == set()
    assert declared - used == set()
