// Draws the symbols of this folder with milsymbol (MIT, see LICENSE-milsymbol.txt).  To draw them anew, in this folder:
//
//     npm install --no-save milsymbol@3.0.4 && node generate.mjs && rm -r node_modules
//
// Every side has the rectangular frame, for any side may be the player's; colour and pattern of the card tell the side.
// Black on nothing, so that the program inks it; no lettering, which the program's renderer leaves out; one view box
// for all, so that all frames lie alike.  The frame is the rectangle from (25, 50) to (175, 150).
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ms from "milsymbol";

const ECHELON = { none: "00", team: "11", platoon: "14", company: "15", battalion: "16", brigade: "18" };
const BRANCH = {
  unknown: "000000", infantry: "121100", mechanised: "121102", motorised: "121104", gun: "121103", combined: "121000",
  reconnaissance: "121300", "motorised-reconnaissance": "121303", police: "200000", helicopter: "120600",
  aeroplane: "120800",
};
const SMALL = { police: 2.4, helicopter: 1.6, aeroplane: 1.6 }; // drawn larger than in the standard
// Marks that the standard gives as letters or not at all, drawn as shapes in the free corners of the frame.
const fill = (d) => `<path d="${d}" stroke="none" stroke-width="0" fill="black"></path>`;
const line = (d) => `<path d="${d}" stroke-width="8" stroke="black" fill="none"></path>`;
const disc = (x, y, r) => `<circle cx="${x}" cy="${y}" r="${r}" fill="black"></circle>`;
const MARKS = {
  light: line("M92,117 V141 H110"), // the standard's L
  picked: fill("M25,50 H45 V150 H25 Z"), // a bar at the staff: troops picked for assaults
  wheels: disc(76, 134, 8) + disc(100, 134, 8) + disc(124, 134, 8), // the standard's wheels, filled: pick-ups
  home: fill("M74,148 A26,26 0 0 1 126,148 Z"), // a roof: troops of the place
  walls: fill("M25,150 V124 H45 V136 H65 V124 H90 V136 H110 V124 H135 V136 H155 V124 H175 V150 Z"), // a base
  bombs: fill("M64,124 H84 L74,142 Z M116,124 H136 L126,142 Z"),
};
// Name of the file: branch, echelon, marks; "irregular" breaks the lines of the branch.
const SYMBOLS = {
  "unknown": ["unknown", "none"],
  "infantry-light-battalion": ["infantry", "battalion", "light"],
  "infantry-battalion": ["infantry", "battalion"],
  "infantry-platoon": ["infantry", "platoon"],
  "infantry-brigade": ["infantry", "brigade"],
  "infantry-home-battalion": ["infantry", "battalion", "home"],
  "infantry-garrison": ["infantry", "battalion", "walls"],
  "motorised-battalion": ["motorised", "battalion"],
  "motorised-brigade": ["motorised", "brigade"],
  "mechanised-brigade": ["mechanised", "brigade"],
  "assault-battalion": ["combined", "battalion", "picked"],
  "reconnaissance-company": ["motorised-reconnaissance", "company"],
  "raiders-platoon": ["reconnaissance", "platoon", "wheels"],
  "technicals-company": ["infantry", "company", "wheels"],
  "technicals-platoon": ["infantry", "platoon", "wheels"],
  "technicals-picked-company": ["infantry", "company", "wheels", "picked"],
  "technicals-gun-platoon": ["gun", "platoon", "wheels"],
  "irregulars-platoon": ["infantry", "platoon", "wheels", "irregular"],
  "irregulars-team": ["infantry", "team", "irregular"],
  "police-battalion": ["police", "battalion"],
  "aeroplanes": ["aeroplane", "none"],
  "bombers": ["aeroplane", "none", "bombs"],
  "helicopters": ["helicopter", "none"],
};

// The icon is what stands between the frame and the echelon.
function enlarged(svg, by) {
  const from = svg.indexOf("</path>") + "</path>".length;
  const found = svg.indexOf('<g transform="translate(0,0)"');
  const to = found < 0 ? svg.indexOf("</svg>") : found;
  const group = `<g transform="translate(100,100) scale(${by}) translate(-100,-100)">${svg.slice(from, to)}</g>`;
  return svg.slice(0, from) + group + svg.slice(to);
}

function drawn(branch, echelon, ...marks) {
  const sidc = `13031000${ECHELON[echelon]}${BRANCH[branch]}0000`;
  let svg = new ms.Symbol(sidc, { size: 100, fill: false, monoColor: "black", strokeWidth: 9 }).asSVG();
  if (svg.includes("<text")) throw new Error(`${branch} has lettering`);
  const box = 'width="256" height="256" viewBox="-28 -28 256 256"';
  svg = svg.replace(/width="[\d.]+" height="[\d.]+" viewBox="[^"]*"/, box);
  svg = svg.replaceAll(/stroke-width="3"/g, 'stroke-width="8"');
  if (SMALL[branch]) svg = enlarged(svg, SMALL[branch]);
  if (marks.includes("irregular")) svg = svg.replace('stroke-width="8"', 'stroke-width="8" stroke-dasharray="20,11"');
  return svg.replace("</svg>", marks.map((mark) => MARKS[mark] ?? "").join("") + "</svg>\n");
}

for (const [name, parts] of Object.entries(SYMBOLS)) {
  writeFileSync(fileURLToPath(new URL(`${name}.svg`, import.meta.url)), drawn(...parts));
}
