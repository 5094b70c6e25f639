"""What stands under the options in the help of each command: examples, and what has to be known."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ADD",
    "ATLAS",
    "CHECK",
    "CITE",
    "COMPLETION",
    "EXPORT",
    "LOCATE",
    "MAP",
    "MEASURE",
    "REMOVE",
    "TOP",
]

TOP: Final = """\
commands:
  geo map INPUT        draw one HTML map that opens without a network
  geo locate TEXT…     say what a place name, a phrase or coordinates may mean
  geo check REPORT…    hold what a report says of where against the map
  geo measure INPUT    add country, nearest border, place, town and city to a table
  geo cite [OUT]       say what to cite of a file that geo wrote, and its licences
  geo atlas            say what borders and places are inside, from when, how exact
  geo atlas export OUT.gpkg
                       write all that is inside as layers for a GIS
  geo atlas add FILE   take in your own regions, districts, borders, countries as they were, or names
  geo atlas remove NAME
                       forget one of them
  geo completion SHELL let a shell complete what you type

INPUT is a table with columns for longitude and latitude, or for the names of district and region, or a
file with shapes: CSV, TSV, XLSX, GeoJSON, GeoPackage, FlatGeobuf, shapefile (.zip too), KML, KMZ, Parquet.
Several are read as one, also by a pattern such as 'june/*.csv'; - is standard input.

examples:
  geo map incidents.csv                   writes incidents.map.html
  geo measure incidents.csv -o out.csv    writes the measured table
  geo check report.txt -o sheet.pdf       writes one page that an editor can sign
  geo COMMAND --help                      says more

exit codes: 0 done, 1 the data is wrong, 2 the command is wrong, 3 what --fail-on names was found"""

MAP: Final = """\
examples:
  geo map incidents.csv
  geo map incidents.csv -o june.html --title "Incidents in June"
  geo map export.xlsx --lon x_wgs --lat y_wgs --columns date,source
  geo map survey.shp --crs EPSG:32639
  geo map 'june/*.csv' -o june.html
  geo map reports.csv --place "Karakiyanskiy, Mangystau"
  geo map - < incidents.csv
  geo map acled.csv --columns location,event_date,event_type
  geo map incidents.csv --blur 5km
  geo map report.txt                      the incidents and the claims of a report

Without -o the map is called like INPUT, ending in .map.html, in the current folder. A map that geo
wrote is replaced; any other file only with --force. The path of the map is printed.

Tables of ACLED, UCDP GED, GDELT, GeoConfirmed, Liveuamap and Darwin Core are recognised by their columns;
the page says how to cite them and what their terms are. Where these restrict passing rows on, or are not
known, readers cannot save rows from it without --include-source-rows."""

CHECK: Final = """\
examples:
  geo check report.txt
  geo check report.txt -o sheet.html
  geo check monday.txt tuesday.html -o week.pdf
  geo check report.txt --json > checked.json
  geo check - --language ru --published 2024-05-07 < report.txt
  geo check report.txt --fail-on contradicted
  geo check june/ -o checked/ --workers 4
  geo check june/ -o checked/ --resume

Finds the incidents of a report and what it claims of where they are: in a district, near a border, far from
people. Each claim agrees with the map, does not agree with it, or cannot be decided; the distances are
intervals as wide as the place is vague. Only geography is judged: not whether it happened, nor who did it.

The suffix of SHEET decides its form: .html and .pdf have a map, .md is plain. Each report begins a page.
A sheet that geo wrote is replaced; any other file only with --force. The path of the sheet is printed.

Of a folder every .txt, .md and .html below it is checked, in several processes. OUT becomes a folder: a .json
for each report as --json prints it, outcomes.csv with a row for each file, incidents.csv with a row for each
incident, for geo map and geo measure. A file that cannot be read stops nothing: outcomes.csv says why. With
--resume files that were read are left out, when they, the options and geo are the same."""

MEASURE: Final = """\
examples:
  geo measure incidents.csv > measured.csv
  geo measure incidents.csv -o measured.gpkg
  geo measure 'june/*.xlsx' -o june.parquet --codes gw,priogrid
  geo measure - --format geojsonseq < incidents.csv | jq .properties.geo_country
  geo measure incidents.csv --blur district -o out.gpkg
  geo measure gdelt/*.csv -o gdelt.parquet --resume
  geo measure events/ -o measured/ --dask tcp://10.0.0.1:8786

All columns of the source stay as they are; ours begin with geo_. With --blur columns that tell where it
was are left out. Distances are metres on the WGS84 ellipsoid. What is unknown is empty, never 0. Rows
without a usable position stay, and geo_problem says why; with --strict they are an error. Rows that name a
district or region in place of coordinates are measured as its area: from geo_border_min_m to
geo_border_max_m, and so on. So are rows of UCDP, ACLED and GDELT tables whose precision code says that
their point stands for a district, a region or a country.

CSV and XLSX have no outlines: of an area they keep a label point and a radius. Beside OUT stands
OUT.run.json: what was read, by which version, with which options; geo cite reads it. An OUT that exists
already is replaced with --force only.

CSV, Parquet, GeoJSONSeq and FlatGeobuf of more than 64 MB become one of these formats piece by piece, on all
cores, in the memory of a few pieces. A run that was stopped goes on with --resume.

With --dask, INPUT is a folder of Parquet files, or an address of one such as s3://bucket/events, and OUT a
folder of parts, one for each file, with run.json, which is written last."""

LOCATE: Final = """\
examples:
  geo locate "Karakiya district, Mangystau"
  geo locate "40 km north of Aktau" "Springfield, Ohio" --json
  geo locate "43°39'N 51°10'E"
  geo locate Aktau --country KAZ
  geo locate - < places.txt
  geo locate --review incidents.csv -o decisions.csv

For each TEXT what it may mean, best first: what it is, where, within which distance of there, and a score:
the chance that it was meant. Nothing is listed for a text that the atlas does not know. Put what it lies in
behind a comma to be sure. What is decided in decisions.csv (fill in its column chosen, who, when and why)
is taken by geo map, geo measure and geo locate with --decisions."""

CITE: Final = """\
examples:
  geo cite incidents.map.html
  geo cite measured.csv                   reads measured.csv.run.json beside it
  geo cite june.parquet --bibtex >> paper.bib
  geo cite                                geo and the atlas inside

Prints how to cite the tool, the layers of the atlas with their licences, the data and the files that OUT
was made from. It is read from the run record that geo keeps in maps, in HTML sheets and in GeoParquet, and
beside other files as OUT.run.json."""

ATLAS: Final = """\
examples:
  geo atlas
  geo atlas --json
  geo atlas export atlas.gpkg"""

EXPORT: Final = """\
example:
  geo atlas export atlas.gpkg

The file has about 320 MB.

Writes the layers countries, regions, districts, borders, limits, seabed, disputes, dispute_lines,
coasts, land, lakes and places, for use in a GIS. They stay under the licences that `geo atlas` shows.
Layers of your own are not among them: you have their files."""

ADD: Final = """\
examples:
  geo atlas add KZ.zip
  geo atlas add kaz_adm2.zip --layer districts --name-column ADM2_EN --code-column ADM2_PCODE
  geo atlas add cod.gpkg --source-layer adm1 --layer regions --name-column ADM1_EN --country KAZ
  geo atlas add line.geojson --layer borders --codes KAZ-UZB --kind claimed --accuracy-m 500
  geo atlas add CShapes-2.0.zip --layer countries --name-column cntry_name --code-column gwcode \
      --from-column gwsdate --to-column gwedate

Shapes are brought to longitude and latitude, repaired where nothing is lost by it, and refused with the
reason where not. Your codes, such as P-codes, become geo_region_code or geo_district_code. The layer is
kept in your own data folder, or where the environment variable GEO_INCIDENTS_HOME says, and used from
then on; its name is printed.

KZ.zip is a country dump of GeoNames, as is allCountries.zip: villages, rivers, mountains and airports that
geo does not list are then found by name. They are points with a radius taken by their kind."""

REMOVE: Final = """\
example:
  geo atlas remove kaz_adm2

Only what `geo atlas add` has kept goes; the file it came from stays."""

COMPLETION: Final = """\
examples:
  geo completion bash > ~/.local/share/bash-completion/completions/geo
  geo completion zsh > ~/.zfunc/_geo
  geo completion fish > ~/.config/fish/completions/geo.fish

Prints a script for your shell, which completes commands, options and names of files."""
