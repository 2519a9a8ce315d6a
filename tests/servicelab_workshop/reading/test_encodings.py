from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.reading.encodings import find_encoding

TEXTS = {
    "cp1252": ("Prämie\nKündigung verspätet\n", "délai dépassé\nréponse jamais reçue\n", "daño\natención\n", "didn’t call – twice\n12 €\n"),
    "cp1250": ("opóźnienie wypłaty\ndługie oczekiwanie\n", "zpoždění výplaty\nšpatná informace\n"),
    "cp1251": ("задержка выплаты\nотказ\n",),
    "cp1253": ("καθυστέρηση\n",),
    "cp1254": ("gecikme ödeme şikayet\nyanlış bilgi\n",),
    "gb18030": ("编号,受理日期,原因\n1,2024,理赔延误\n", "id,cause\n1,拒赔\n"),
    "big5": ("編號,受理日期,原因\n1,2024,理賠延誤\n",),
    "cp949": ("번호,접수일,원인\n1,2024,지급 지연\n",),
    "cp932": ("番号,受付日,原因\n1,2024,支払いの遅れ\n",),
    "utf-8": ("Prämie 理赔 지연\n",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("codec", "text"), [(codec, text) for codec, texts in TEXTS.items() for text in texts]
)
def test_short_texts_of_many_languages(tmp_path: Path, codec: str, text: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(("id,opened\n" + text).encode(codec))
    assert path.read_text(find_encoding(path).codec) == "id,opened\n" + text


def test_what_is_not_certain_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("שלום עולם".encode("cp1255"))
    with pytest.raises(CourseError, match="its encoding is not certain, a word in it may be"):
        find_encoding(path)
    assert find_encoding(path, "cp1255").codec == "cp1255"
    with pytest.raises(CourseError, match="'klingon' is no encoding that is known"):
        find_encoding(path, "klingon")
    with pytest.raises(CourseError, match="is not text in utf-8"):
        find_encoding(path, "utf-8")
    with pytest.raises(CourseError, match="no encoding that is known"):
        find_encoding(path, "base64")


def test_letters_that_come_late_count(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"plain,line\n" * 200_000 + "Prämie,Kündigung\n".encode("cp1252"))
    assert find_encoding(path).codec == "cp1252"
