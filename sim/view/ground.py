"""The ground of the map as two pictures, one below the counters and one above: the land, and the names on it.

They are drawn anew when the zoom changes, and moved when the map is.
"""

from __future__ import annotations

import numpy as np
import pygame

from sim.report.mapsheet import ink
from sim.report.mapsheet.courses import chains, on_plane, river_sides, road_courses, rounded
from sim.report.mapsheet.houses import houses_of
from sim.scenario.geography import Geography, Place
from sim.scenario.hexmap import COUNTRIES, TERRAIN, HexMap
from sim.view.camera import Camera, Floats
from sim.view.look import Look
from sim.view.palettes import VEIL_SHARE

OVERLAP = 0.5
"""How much wider than the pane the picture is on each side, so that panning blits and does not draw."""
ROAD_WIDTH = {"track": (2, 1), "paved": (4, 2), "highway": (6, 3)}
"""Pixels of casing and core at a middling zoom."""
RANK = {kind: row for row, kind in enumerate(ink.LABEL_ORDER)}
NAME_SIZES = {"city": 15, "airbase": 13, "town": 13, "pumping_station": 12}


class Ground:
    """Draws the ground for a camera; keeps the last picture while it serves."""

    def __init__(
        self, hexmap: HexMap, geography: Geography, extra: tuple[Place, ...] = (), look: Look | None = None
    ) -> None:
        self.hexmap, self.look = hexmap, look or Look()
        known = {**geography.places, **{place.id: place for place in extra}}
        self.places = [known[key] for key in hexmap.place_hex if key in known]
        self._sizes = {hexmap.place_hex[place.id]: place.size for place in self.places}
        self.corners = ink.corners(hexmap)
        self.centres: Floats = np.stack(hexmap.centres, axis=1)
        self._river = [rounded(chain) for chain in chains(river_sides(hexmap))]
        self._borders = [on_plane(hexmap, line) for line in geography.borders]
        self._wadis = [on_plane(hexmap, line) for line in geography.wadis]
        self._roads = {grade: [_bent(road) for road in roads] for grade, roads in road_courses(hexmap).items()}
        self._picture: pygame.Surface | None = None
        self._names: pygame.Surface | None = None
        self._drawn: Camera | None = None

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of the outermost centres, in metres."""
        x, y = self.hexmap.centres
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    def forget(self) -> None:
        """Throw the pictures away: they were drawn with another look."""
        self._picture = self._names = self._drawn = None

    def draw(self, target: pygame.Surface, camera: Camera) -> None:
        """Put the land on a pane."""
        if self._picture is None or not self._serves(camera):
            self._render(camera)
        assert self._picture is not None
        target.blit(self._picture, (0, 0), self._part(camera))

    def draw_names(self, target: pygame.Surface, camera: Camera) -> None:
        """Put the names on a pane that the land was put on."""
        assert self._names is not None
        target.blit(self._names, (0, 0), self._part(camera))

    def sheet(self, camera: Camera) -> pygame.Rect:
        """Return where the map lies on a pane: straight edges through the outermost centres."""
        left, bottom, right, top = self.extent
        (x, y), (far, low) = camera.on_screen(np.array([(left, top), (right, bottom)])).tolist()
        return pygame.Rect(round(x), round(y), round(far - x), round(low - y))

    def _part(self, camera: Camera) -> pygame.Rect:
        assert self._drawn is not None
        corner = self._drawn.on_screen(np.array([camera.x, camera.y])) - np.array(camera.size) / 2
        return pygame.Rect(round(corner[0]), round(corner[1]), *camera.size)

    def _serves(self, camera: Camera) -> bool:
        """Say whether the picture at hand covers what the camera sees."""
        drawn = self._drawn
        if drawn is None or drawn.scale != camera.scale:
            return False
        middle = drawn.on_screen(np.array([camera.x, camera.y]))
        spare = (np.array(drawn.size) - np.array(camera.size)) / 2
        return bool((np.abs(middle - np.array(drawn.size) / 2) <= spare).all())

    def _render(self, camera: Camera) -> None:
        size = tuple(int(pixels * (1 + 2 * OVERLAP)) for pixels in camera.size)
        wide = Camera(camera.extent, (size[0], size[1]))
        wide.x, wide.y, wide.scale = camera.x, camera.y, camera.scale
        picture = pygame.Surface(size)
        inks = self.look.palette
        picture.fill(inks.paper)
        sheet = self.sheet(wide)
        picture.set_clip(sheet)
        self._draw_hexes(picture, wide)
        weight = float(np.clip(camera.scale / 0.008, 0.6, 2.2))
        for wadi in self._wadis:
            _dashed(picture, wide.on_screen(wadi), inks.wadi, round(weight), 7)
        for bed in self._river:
            points = wide.on_screen(bed)
            for colour, width in ((inks.water, 5), (inks.water_light, 3)):
                _stroke(picture, points, colour, max(round(width * weight), 1))
        for border in self._borders:
            _dashed(picture, wide.on_screen(border), inks.border, max(round(1.4 * weight), 1), 10)
        self._draw_roads(picture, wide, weight)
        self._draw_houses(picture, wide)
        picture.set_clip(None)
        pygame.draw.rect(picture, inks.text, sheet.inflate(2, 2), 1)
        names = pygame.Surface(size, pygame.SRCALPHA)
        self._draw_names(names, wide)
        self._picture, self._names, self._drawn = picture, names, wide

    def _seen(self, camera: Camera) -> np.ndarray:
        """Return the hexes that lie on the picture."""
        spots = camera.on_screen(self.centres)
        reach = self.hexmap.hex_metres * camera.scale
        inside = (spots > -reach) & (spots < np.array(camera.size) + reach)
        return np.flatnonzero(inside.all(axis=1))

    def _draw_hexes(self, picture: pygame.Surface, camera: Camera) -> None:
        shapes = camera.on_screen(self.corners)
        palette = self.look.palette
        veil = pygame.Color(palette.veil)
        abroad = self.hexmap.country[:-1] != COUNTRIES.index("SY")
        inks = [pygame.Color(palette.terrain.get(name, palette.paper)) for name in TERRAIN]
        veiled = [colour.lerp(veil, VEIL_SHARE) for colour in inks]
        grid = pygame.Color(palette.grid)
        close = self.hexmap.hex_metres * camera.scale >= 14
        for h in self._seen(camera).tolist():
            terrain = int(self.hexmap.terrain[h])
            points = shapes[h].tolist()
            pygame.draw.polygon(picture, (veiled if abroad[h] else inks)[terrain], points)
            if close:
                pygame.draw.aalines(picture, grid, True, points)
            if TERRAIN[terrain] == "broken":
                self._draw_stones(picture, camera, h)

    def _draw_stones(self, picture: pygame.Surface, camera: Camera, h: int) -> None:
        """Draw short strokes on broken ground: texture, the same each time."""
        reach = self.hexmap.hex_metres
        for k in range(4):
            dx = ((h * 7 + k * 37) % 23 - 11) / 30 * reach
            dy = ((h * 13 + k * 19) % 17 - 8) / 24 * reach
            at = self.centres[h] + np.array([dx, dy])
            ends = np.stack((at - np.array([0.07, 0.05]) * reach, at + np.array([0.07, -0.05]) * reach))
            (a, b) = camera.on_screen(ends).tolist()
            pygame.draw.aaline(picture, self.look.palette.stone, a, b)

    def _draw_roads(self, picture: pygame.Surface, camera: Camera, weight: float) -> None:
        for grade in ("track", "paved", "highway"):
            casing, core = (max(round(width * weight * 0.7), 1) for width in ROAD_WIDTH[grade])
            roads = [camera.on_screen(road) for road in self._roads[grade]]
            if grade == "track":
                for road in roads:
                    _dashed(picture, road, self.look.palette.track, core, 6)
                continue
            dark, light = self.look.palette.roads[grade]
            for colour, width in ((dark, casing), (light, core)):
                for road in roads:
                    _stroke(picture, road, colour, width)

    def _draw_houses(self, picture: pygame.Surface, camera: Camera) -> None:
        """Draw little squares where people live."""
        side = max(round(self.hexmap.hex_metres * camera.scale * 0.13), 2)
        built = np.isin(self.hexmap.terrain[:-1], [TERRAIN.index("town"), TERRAIN.index("city")])
        for h in np.flatnonzero(built).tolist():
            city = TERRAIN[int(self.hexmap.terrain[h])] == "city"
            spots = np.array(list(houses_of(h, city, self._sizes.get(h, 2))))
            points = self.centres[h] + spots * self.hexmap.hex_metres
            for x, y in camera.on_screen(points).tolist():
                house = (round(x) - side // 2, round(y) - side // 2, side, side)
                pygame.draw.rect(picture, self.look.palette.building, house)

    def _draw_names(self, picture: pygame.Surface, camera: Camera) -> None:
        """Set names, the greater places first; where there is no room, none."""
        taken: list[pygame.Rect] = []
        places = sorted(self.places, key=lambda place: (RANK.get(place.kind, 99), -place.size, place.id))
        reach = self.hexmap.hex_metres * camera.scale
        for place in places:
            if place.kind == "waypoint" and reach < 30:
                continue
            spot = camera.on_screen(self.centres[self.hexmap.place_hex[place.id]])
            size = NAME_SIZES.get(place.kind, 11) + (2 if reach > 40 else 0)
            style = "strong" if place.kind == "city" else "slanted" if place.kind not in NAME_SIZES else "plain"
            label = self.look.haloed(place.names[0], size, style=style)
            for across, down in ((0, 0.62), (0, -0.62), (0.75, 0), (-0.75, 0)):
                box = label.get_rect(center=(round(spot[0]), round(spot[1] + down * (reach + 10))))
                if across:
                    box = label.get_rect(midleft=(round(spot[0] + reach * 0.55), round(spot[1])))
                    if across < 0:
                        box.right = round(spot[0] - reach * 0.55)
                if box.collidelist(taken) < 0:
                    picture.blit(label, box)
                    taken.append(box.inflate(4, 0))
                    break


def _bent(course: Floats) -> Floats:
    """Draw out a bend of three points; a spoke stays as it is."""
    if len(course) < 3:
        return course
    along = np.linspace(0.0, 1.0, 7)[:, None]
    bend: Floats = course[0] * (1 - along) ** 2 + course[1] * 2 * along * (1 - along) + course[2] * along**2
    return bend


def _stroke(picture: pygame.Surface, points: Floats, colour: str, width: int) -> None:
    """Draw a smooth line: straight pieces with round joints."""
    listed = points.tolist()
    if width <= 1:
        pygame.draw.aalines(picture, colour, False, listed)
        return
    pygame.draw.lines(picture, colour, False, listed, width)
    if width >= 3:
        for x, y in listed:
            pygame.draw.circle(picture, colour, (round(x), round(y)), width // 2)


def _dashed(picture: pygame.Surface, points: Floats, colour: str, width: int, dash: int) -> None:
    """Draw a line of dashes, as long as the gaps between them."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    for start in np.arange(0.0, along[-1], 2.0 * dash):
        ends = np.minimum(np.array([start, start + dash]), along[-1])
        x, y = np.interp(ends, along, points[:, 0]), np.interp(ends, along, points[:, 1])
        pygame.draw.line(picture, colour, (x[0], y[0]), (x[1], y[1]), max(width, 1))
