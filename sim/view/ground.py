"""The ground of the map below the counters: the wash, the grid, water, borders, roads and houses, in squares."""

from __future__ import annotations

import numpy as np
import pygame

from sim.base.columns import Ints
from sim.report.mapsheet import ink
from sim.report.mapsheet.courses import chains, on_plane, river_sides, road_courses, rounded
from sim.report.mapsheet.houses import houses_of
from sim.report.mapsheet.ink import SYMBOLS
from sim.scenario.geography import Geography, Place
from sim.scenario.hexmap import TERRAIN, HexMap
from sim.view.camera import Camera, Floats
from sim.view.look import Look
from sim.view.signs import draw_symbol
from sim.view.strokes import Courses, dashed, stroke
from sim.view.tiles import FINE, Tiles
from sim.view.wash import Wash, wash_of

ROAD_METRES = {"track": (0, 190), "paved": (420, 230), "highway": (620, 350)}
"""Width of casing and core as they are drawn: wider than any road is."""
RIVER_METRES = (620, 430)
ROAD_MOST, RIVER_MOST = {"track": (0, 2.5), "paved": (8, 5), "highway": (11, 7)}, (19, 14)
"""Pixels that casing and core do not exceed, however near one looks."""
REMEMBERED = 400
"""Views of which it is remembered what hexes lie in them."""
GRID_FROM = 18
"""Pixels of a hex from which the grid is drawn."""


class Ground:
    """Draws the ground for a camera; keeps what it drew while it serves."""

    def __init__(
        self, hexmap: HexMap, geography: Geography, extra: tuple[Place, ...] = (), look: Look | None = None
    ) -> None:
        self.hexmap, self.look = hexmap, look or Look()
        known = {**geography.places, **{place.id: place for place in extra}}
        self.places = [known[key] for key in hexmap.place_hex if key in known]
        self._sizes = {hexmap.place_hex[place.id]: place.size for place in self.places}
        self.corners = ink.corners(hexmap)
        self.centres: Floats = np.stack(hexmap.centres, axis=1).astype(np.float64)
        self._river = Courses([rounded(chain) for chain in chains(river_sides(hexmap))])
        self._borders = Courses([on_plane(hexmap, line) for line in geography.borders])
        self._wadis = Courses([on_plane(hexmap, line) for line in geography.wadis])
        self._roads = {
            grade: Courses([_bent(road) for road in roads]) for grade, roads in road_courses(hexmap).items()
        }
        self._seen: dict[tuple[float, float, float, tuple[int, int]], Ints] = {}
        self._wash: Wash | None = None
        self._tiles = Tiles(self._paint)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of the outermost centres, in metres."""
        x, y = self.hexmap.centres
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    @property
    def complete(self) -> bool:
        """Say whether the last picture was drawn for the camera that asked for it, and not enlarged."""
        return self._tiles.complete

    def forget(self) -> None:
        """Throw the pictures away: they were drawn with another look."""
        self._wash = None
        self._tiles.forget()

    def draw(self, target: pygame.Surface, camera: Camera) -> None:
        """Put the land on a pane."""
        self._tiles.draw(target, camera, self.draw_wash)

    def prepare(self, camera: Camera) -> None:
        """Go on drawing what is not drawn yet, for some milliseconds."""
        self._tiles.prepare(camera)

    def draw_wash(self, target: pygame.Surface, camera: Camera) -> None:
        """Put nothing but the colours of the land on a pane."""
        if self._wash is None:
            self._wash = wash_of(self.hexmap, self.look.palette.id)
        target.fill(self.look.palette.paper)
        target.set_clip(self.sheet(camera))
        self._wash.draw(target, camera)
        target.set_clip(None)

    def sheet(self, camera: Camera) -> pygame.Rect:
        """Return where the map lies on a pane: straight edges through the outermost centres."""
        left, bottom, right, top = self.extent
        (x, y), (far, low) = camera.on_screen(np.array([(left, top), (right, bottom)])).tolist()
        return pygame.Rect(round(x), round(y), round(far - x), round(low - y))

    def seen(self, camera: Camera) -> Ints:
        """Return the hexes that lie on a pane, or touch it."""
        key = (camera.x, camera.y, camera.scale, camera.size)
        found = self._seen.get(key)
        if found is None:
            spots = camera.on_screen(self.centres)
            reach = self.hexmap.hex_metres * camera.scale
            inside = (spots > -reach) & (spots < np.array(camera.size) + reach)
            found = np.flatnonzero(inside[:, 0] & inside[:, 1])
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            self._seen[key] = found
        return found

    # ------------------------------------------------------------------------------------ painting a square

    def _paint(self, picture: pygame.Surface, view: Camera) -> None:
        self.draw_wash(picture, view)
        picture.set_clip(self.sheet(view))
        hexes = self.seen(view)
        self._draw_texture(picture, view, hexes)
        self._draw_grid(picture, view, hexes)
        self._draw_lines(picture, view)
        self._draw_roads(picture, view)
        self._draw_houses(picture, view, hexes)
        self._draw_symbols(picture, view)
        picture.set_clip(None)

    def _draw_grid(self, picture: pygame.Surface, view: Camera, hexes: Ints) -> None:
        """Draw three sides of each hex; its neighbours draw the others."""
        if self.hexmap.hex_metres * view.scale < GRID_FROM * FINE:
            return
        grid = pygame.Color(self.look.palette.grid)
        for points in view.on_screen(self.corners[hexes, :4]).tolist():
            pygame.draw.lines(picture, grid, False, points, 1)

    def _draw_texture(self, picture: pygame.Surface, view: Camera, hexes: Ints) -> None:
        """Draw hachures on broken ground and a few grains of sand in the desert, the same each time."""
        reach = self.hexmap.hex_metres
        close = reach * view.scale >= GRID_FROM * FINE
        stone = pygame.Color(self.look.palette.stone)
        terrain, wadi = self.hexmap.terrain[hexes], self.hexmap.wadi[hexes]
        rough = hexes[terrain == TERRAIN.index("broken")]
        for h, point in zip(rough.tolist(), view.on_screen(self.centres[rough]).tolist(), strict=True):
            self._hachures(picture, h, point, reach * view.scale, 2 if self.hexmap.wadi[h] else 6, stone)
        if close:
            sand = stone.lerp(self.look.palette.terrain["desert"], 0.45)
            desert = hexes[(terrain == TERRAIN.index("desert")) & ~wadi]
            for h, (x, y) in zip(desert.tolist(), view.on_screen(self.centres[desert]).tolist(), strict=True):
                for k in range(3):
                    across, down = _spot(h, k + 9)
                    at = (x + across * reach * view.scale, y + down * reach * view.scale)
                    pygame.draw.circle(picture, sand, at, 1.5)

    def _hachures(
        self, picture: pygame.Surface, h: int, point: list[float], size: float, count: int, ink: pygame.Color
    ) -> None:
        """Draw short strokes that fall away to the south-east, as engravers draw a slope."""
        for k in range(count):
            across, down = _spot(h, k)
            x, y = point[0] + across * size, point[1] + down * size
            length = size * (0.07 + 0.012 * ((h + k) % 4))
            pygame.draw.line(picture, ink, (x, y), (x + length * 0.55, y + length), 2 if size > 60 else 1)

    def _draw_lines(self, picture: pygame.Surface, view: Camera) -> None:
        """Draw dry valleys, the river, and the borders."""
        inks, weight = self.look.palette, _weight(view)
        for wadi in self._wadis.seen(view):
            dashed(picture, wadi, inks.wadi, round(1.3 * weight), round(5 * weight))
        for row, colour in enumerate((inks.water, inks.water_light)):
            wide = round(min(max(RIVER_METRES[row] * view.scale, 5 - 2 * row), RIVER_MOST[row] * FINE))
            for bed in self._river.seen(view):
                stroke(picture, bed, colour, wide)
        soft = pygame.Color(inks.border).lerp(inks.terrain["desert"], 0.72)
        for border in self._borders.seen(view):
            stroke(picture, border, soft, round(5 * weight))
            dashed(picture, border, inks.border, round(1.6 * weight), round(9 * weight))

    def _draw_roads(self, picture: pygame.Surface, view: Camera) -> None:
        for grade in ("track", "paved", "highway"):
            casing, core = (
                round(min(metres * view.scale, most * FINE))
                for metres, most in zip(ROAD_METRES[grade], ROAD_MOST[grade], strict=True)
            )
            roads = list(self._roads[grade].seen(view))
            if grade == "track":
                for road in roads:
                    dashed(picture, road, self.look.palette.track, max(core, 2), round(4.5 * _weight(view)))
                continue
            dark, light = self.look.palette.roads[grade]
            least = (4, 2) if grade == "highway" else (3, 1)
            for colour, width, thin in ((dark, casing, least[0]), (light, core, least[1])):
                for road in roads:
                    stroke(picture, road, colour, max(width, thin))

    def _draw_houses(self, picture: pygame.Surface, view: Camera, hexes: Ints) -> None:
        """Draw little squares where people live."""
        side = max(round(self.hexmap.hex_metres * view.scale * 0.085), 3)
        built = hexes[np.isin(self.hexmap.terrain[hexes], [TERRAIN.index("town"), TERRAIN.index("city")])]
        for h in built.tolist():
            city = TERRAIN[int(self.hexmap.terrain[h])] == "city"
            spots = np.array(list(houses_of(h, city, self._sizes.get(h, 2))))
            for x, y in view.on_screen(self.centres[h] + spots * self.hexmap.hex_metres).tolist():
                house = (round(x) - side // 2, round(y) - side // 2, side, side)
                pygame.draw.rect(picture, self.look.palette.building, house)


    def _draw_symbols(self, picture: pygame.Surface, view: Camera) -> None:
        """Draw the signs of posts, crossings, oil fields."""
        reach = self.hexmap.hex_metres * view.scale
        size = float(np.clip(reach * 0.3, 7 * FINE, 15 * FINE))
        shown = [place for place in self.places if place.kind != "waypoint" and place.kind in SYMBOLS]
        spots = view.on_screen(self.centres[[self.hexmap.place_hex[place.id] for place in shown]])
        for place, (x, y) in zip(shown, spots, strict=True):
            if -size < x < view.size[0] + size and -size < y < view.size[1] + size:
                draw_symbol(picture, place.kind, (float(x), float(y)), size, self.look)


def _weight(view: Camera) -> float:
    """Return by how much lines are drawn thicker than a pixel of the window at this zoom."""
    return FINE * float(np.clip(view.scale / FINE / 0.012, 0.8, 1.8))


def _spot(h: int, k: int) -> tuple[float, float]:
    """Return a place in a hex, in widths of it from its centre: scattered, and the same each time."""
    mixed = (h * 7919 + k * 104729 + (h >> 3) * k * 31) & 0xFFFF
    return ((mixed * 37) % 83 - 41) / 92, ((mixed * 53) % 79 - 39) / 92


def _bent(course: Floats) -> Floats:
    """Draw out a bend of three points; a spoke stays as it is."""
    if len(course) < 3:
        return course
    along = np.linspace(0.0, 1.0, 7)[:, None]
    bend: Floats = course[0] * (1 - along) ** 2 + course[1] * 2 * along * (1 - along) + course[2] * along**2
    return bend
