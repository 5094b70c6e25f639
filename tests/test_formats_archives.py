"""Archives: what is in them is taken out safely, and those made to do harm are refused."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings

from geo._reading.formats import archives
from geo._reading.formats.archives import check_archive, is_archive, open_member, read_member
from geo._reading.formats.features import read_geojson
from geo._reading.formats.unpacking import unpack
from geo._reading.formats.vectors import read_vector
from geo._reading.source import Options, Source
from geo.errors import DataError, GeoError, UsageError
from tests.broken_bytes import change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GEOJSON = (
    b'{"type": "Feature", "properties": {"id": "007"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}'
)


def pack(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def source(content: bytes, name: str = "x.zip") -> Source:
    return Source(name, content=content)


def unpacked(content: bytes, layer: str | None = None) -> tuple[str, str, bytes]:
    with unpack(source(content), Options(layer=layer)) as inner:
        return inner.name, inner.suffix, inner.head(1000)


def test_the_one_file_is_taken_out() -> None:
    files = {
        "data/": b"",
        "data/x.GeoJSON": GEOJSON,
        "__MACOSX/data/._x.geojson": b"?",
        "README.txt": b"note",
    }
    name, suffix, content = unpacked(pack(files))
    assert (name, suffix, content) == ("x.zip/data/x.GeoJSON", ".geojson", GEOJSON)
    assert unpacked(pack({"notes.txt": b"id,lon,lat\n"}))[2] == b"id,lon,lat\n"


def test_what_was_taken_out_is_forgotten_and_read_by_the_other_doors(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(pack({"a.geojson": GEOJSON}))
    with unpack(Source("x.zip", path=path), Options()) as inner:
        assert read_geojson(inner, Options()).columns["id"].tolist() == ["007"]
        place = inner.path
        assert place is not None
        assert place.exists()
    assert not place.exists()
    assert list(tmp_path.iterdir()) == [path]


def test_one_of_several_files_is_chosen() -> None:
    content = pack({"a/x.csv": b"1", "b/y.csv": b"2", "b/x.csv": b"3", "z.gpkg": b"4"})
    with pytest.raises(
        UsageError, match=r"holds 4 files .*a/x\.csv, b/y\.csv, b/x\.csv, z\.gpkg\. .*--layer"
    ):
        unpacked(content)
    assert unpacked(content, "y.csv")[2] == b"2"
    assert unpacked(content, "z")[2] == b"4"
    assert unpacked(content, "b/x.csv")[2] == b"3"
    with pytest.raises(UsageError, match=r"no one file 'x\.csv'"):
        unpacked(content, "x.csv")
    with pytest.raises(UsageError, match=r"Did you mean --layer 'y\.csv'"):
        unpacked(content, "yy.csv")


@pytest.mark.parametrize("suffix", [".zip", ".shz"])
def test_zipped_shapefile_is_read_with_all_its_files(tmp_path: Path, suffix: str) -> None:
    frame = gpd.GeoDataFrame({"name": ["Жаңаөзен"]}, geometry=[shapely.Point(5, 6)], crs=32639)
    frame.to_file(tmp_path / "wells.shp", encoding="utf-8")
    files = {f"data/WELLS{part.suffix.upper()}": part.read_bytes() for part in tmp_path.glob("wells.*")}
    with unpack(source(pack(files), f"x{suffix}"), Options()) as inner:
        table = read_vector(inner, Options())
    assert table.columns["name"].tolist() == ["Жаңаөзен"]
    assert table.shapes[0].wkt == "POINT (5 6)"
    assert table.crs == "EPSG:32639"
    assert inner.name == f"x{suffix}/data/WELLS.SHP"


@pytest.mark.parametrize(
    "name",
    ["../x.csv", "/etc/x.csv", "a/../../x.csv", "..\\x.csv", "C:\\x.csv", "C:/x.csv", "\\\\host\\x.csv"],
)
def test_name_that_leads_outside_is_refused(name: str) -> None:
    with pytest.raises(DataError, match="names a place outside of the archive"):
        check_archive(source(pack({name: b"x"})))


def test_link_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("x.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="is a link to another file"):
        check_archive(source(target.getvalue()))


def test_encrypted_file_is_refused() -> None:
    content = bytearray(pack({"x.csv": b"id"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DataError, match="is encrypted"):
        check_archive(source(bytes(content)))


def test_archive_in_an_archive_is_not_followed() -> None:
    with pytest.raises(DataError, match="holds another archive"):
        unpacked(pack({"inner.zip": pack({"x.csv": b"id"})}))
    with pytest.raises(DataError, match=r"no file that geo reads \(found: x\.exe\)"):
        unpacked(pack({"x.exe": b"MZ"}))
    with pytest.raises(DataError, match=r"no file that geo reads \(found: nothing\)"):
        unpacked(pack({}))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    with pytest.raises(DataError, match="holds 4 files, more than the 3"):
        check_archive(source(pack({f"{n}.csv": b"" for n in range(4)})))


def test_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 100)
    with pytest.raises(DataError, match="unpacks to 0 GiB, more than"):
        check_archive(source(pack({"a.csv": b"x" * 60, "b.csv": b"y" * 60})))


def test_file_packed_more_tightly_than_data_can_be_is_refused() -> None:
    with pytest.raises(DataError, match="unpacks to more than 200 times its size"):
        check_archive(source(pack({"x.csv": bytes(2**25)})))
    # A small one may be all zeros.
    assert len(check_archive(source(pack({"x.csv": bytes(2**20)})))) == 1


def lie(content: bytes, size: int, declared: int) -> bytes:
    """Say another size in both places where an archive says it."""
    return content.replace(struct.pack("<I", size), struct.pack("<I", declared))


def test_size_that_is_a_lie_is_noticed_while_unpacking() -> None:
    liar = lie(pack({"x.csv": b"ab" * 1_000_001}), 2_000_002, 7)
    (member,) = check_archive(source(liar))
    assert member.file_size == 7
    with pytest.raises(DataError, match=r"x\.csv in it"):
        read_member(source(liar), member, 2**30)
    larger = lie(pack({"x.csv": b"ab" * 1_000_001}), 2_000_002, 3_000_000)
    (member,) = check_archive(source(larger))
    with pytest.raises(DataError, match=r"x\.csv in it"):
        read_member(source(larger), member, 2**30)


def test_member_is_read_up_to_a_limit() -> None:
    content = source(pack({"doc.kml": b"<kml/>"}))
    (member,) = check_archive(content)
    assert read_member(content, member, 6) == b"<kml/>"
    with pytest.raises(DataError, match=r"doc\.kml in it is larger than 5 bytes"):
        read_member(content, member, 5)
    with open_member(content, member) as stream:
        assert (stream.read(2), stream.read()) == (b"<k", b"ml/>")


def test_archives_are_known_by_their_first_bytes() -> None:
    assert is_archive(source(pack({"a": b"x"})))
    assert is_archive(source(pack({})))
    assert not is_archive(source(b"PK,lon,lat"))
    with pytest.raises(DataError, match=r"cannot be read as a \.zip"):
        check_archive(source(b"PK\x03\x04"))


BOMB = """
import io, resource, zipfile
from geo._reading.formats.unpacking import unpack
from geo._reading.source import Options, Source
from geo.errors import DataError
target = io.BytesIO()
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
    with archive.open("x.csv", "w") as member:
        for _ in range(256):
            member.write(bytes(2**20))
content = target.getvalue().replace((2**28).to_bytes(4, "little"), (2**20).to_bytes(4, "little"))
resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))
try:
    with unpack(Source("x.zip", content=content), Options()) as inner:
        print(inner.size())
except DataError as error:
    print(error)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_bomb_that_lies_of_its_size_is_refused_in_bounded_memory() -> None:
    done = subprocess.run([sys.executable, "-c", BOMB], capture_output=True, text=True, check=False)
    assert "x.csv in it" in done.stdout, done.stderr[-2000:]


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(change(pack({"a/x.geojson": GEOJSON, "b.txt": b"note"})))
def test_damaged_archive_gives_a_file_or_a_clear_error(content: bytes) -> None:
    with contextlib.suppress(GeoError), unpack(source(content), Options()) as inner:
        read_geojson(inner, Options())
