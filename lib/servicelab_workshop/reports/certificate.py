"""A certificate: what it says, the code by which it is confirmed, and how it looks.

The code holds all that the certificate says, packed, and a seal (HMAC-SHA256) that only the key of
the instructor's course makes. Everybody can read a code; nobody without the key can write one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import math
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee import door
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.reports.page import page_environment

#: The small file that a trainee puts into the working copy.
FILE = "servicelab-certificate.json"
#: What a code begins with.
MARK = "SLC1-"
#: Bytes of a file in which a code is looked for.
LARGEST = 8 << 20
FORMAT = 1
# signs that a reader of print takes for each other are one, as in Crockford's base 32
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = {**dict(zip(_SIGNS, _PLAIN, strict=True)), "O": "A", "I": "B", "L": "B"}
_WRITE = str.maketrans(_PLAIN, _SIGNS)
# version, length of what is said, which key; then what is said, and the seal
_HEAD, _SEAL = 7, 16
_MOST_SAID, _MOST_MODULES = 1 << 16, 60
_LONGEST_NAME = 120
_GROUP = 5
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class NoCode(CourseError):
    """What was given holds no code that can be read."""


@dataclass(frozen=True)
class Part:
    """What a certificate says of a module.

    Attributes
    ----------
    name, title : str
        Such as ``m02_segmentation`` and "Segmentation".
    points, most : float
        Points of the trainee, and what the module is worth.
    minutes : float
        Time that it plans.
    """

    name: str
    title: str
    points: float
    most: float
    minutes: float


@dataclass(frozen=True)
class Certificate:
    """What a certificate says.

    Attributes
    ----------
    student, name : str
        The trainee's id in the gradebook, and name.
    version : str
        Of the course.
    date : str
        When it was made, as in 2026-11-30.
    parts : tuple of Part
        The modules that were graded.
    modules : int
        How many graded modules the course has.
    issuer : str
        Who issues it and whom to ask; empty if nobody was named.

    Examples
    --------
    >>> part = Part("m01_evidence", "Evidence", 87.5, 100, 180)
    >>> made = Certificate("s1", "Mei Qian", "0.1.0", "2026-11-30", (part,), 11)
    >>> made.points, made.most, made.hours
    (87.5, 100, 3.0)
    """

    student: str
    name: str
    version: str
    date: str
    parts: tuple[Part, ...]
    modules: int
    issuer: str = ""

    @property
    def points(self) -> float:
        """Points of all modules."""
        return round(sum(part.points for part in self.parts), 2)

    @property
    def most(self) -> float:
        """What they are worth."""
        return sum(part.most for part in self.parts)

    @property
    def hours(self) -> float:
        """Hours that they plan."""
        return sum(part.minutes for part in self.parts) / 60


@dataclass(frozen=True)
class Code:
    """A code that could be read; whether it is genuine, only the key says.

    Attributes
    ----------
    certificate : Certificate
        What it says.
    key : bytes
        Which key it names.
    signed : bytes
        What was sealed.
    seal : bytes
        The seal.
    """

    certificate: Certificate
    key: bytes
    signed: bytes
    seal: bytes

    def is_genuine(self, key: bytes) -> bool:
        """Whether the seal was made with a key."""
        return hmac.compare_digest(self.seal, _seal(self.signed, key))

    def names(self, key: bytes) -> bool:
        """Whether the code says that it was made with a key; anybody can write that."""
        return hmac.compare_digest(self.key, _name(key))

    @property
    def text(self) -> str:
        """The code as it is shown; see :func:`write_code`."""
        return _written(self.signed + self.seal)


def write_code(certificate: Certificate, key: bytes) -> str:
    """Return the code of a certificate.

    Parameters
    ----------
    certificate : Certificate
        What is sealed.
    key : bytes
        The course's own.

    Returns
    -------
    str
        Letters and digits in groups of five. Case, spaces, line ends and hyphens do not matter when
        it is read.

    Raises
    ------
    CourseError
        If it says too much.
    """
    parts = [
        [part.name, part.title, round(part.points, 2), round(part.most, 2), part.minutes]
        for part in certificate.parts
    ]
    said = [
        certificate.student,
        certificate.name,
        certificate.version,
        certificate.date,
        parts,
        certificate.modules,
        certificate.issuer,
    ]
    plain = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    packed = zlib.compress(plain, 9)
    if len(plain) > _MOST_SAID or len(parts) > _MOST_MODULES or len(packed) >= 1 << 16:
        raise CourseError(
            _("The certificate of {name} would be too long.").format(name=certificate.name)
        )
    head = bytes([FORMAT]) + len(packed).to_bytes(2, "big") + _name(key)
    signed = head + packed
    return _written(signed + _seal(signed, key))


def _written(raw: bytes) -> str:
    signs = base64.b32encode(raw).decode().rstrip("=").translate(_WRITE)
    return MARK + " ".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def _seal(signed: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"servicelab certificate\n" + signed, "sha256")[:_SEAL]


def _name(key: bytes) -> bytes:
    return hashlib.sha256(b"servicelab certificate key\n" + key).digest()[:4]


def read_code(text: str) -> Code:
    """Read the code that stands in a text.

    Parameters
    ----------
    text : str
        The code itself, a page or a file that holds it; it may come from a stranger.

    Raises
    ------
    NoCode
        If there is none, more than one, or one that is cut off or damaged.
    """
    found = dict.fromkeys(_candidates(text.upper()))
    if not found:
        raise NoCode(_("there is no code of a certificate in it."))
    if len(found) > 1:
        raise NoCode(_("there are several codes in it: give one of them."))
    raw = _bytes(next(iter(found)))
    if raw[0] != FORMAT:
        raise NoCode(_("its code is of a form that this version of the course cannot read."))
    length = int.from_bytes(raw[1:3], "big")
    whole = _HEAD + length + _SEAL
    if len(raw) < whole:
        raise NoCode(
            _("its code is cut off, or damaged: {n} of {all} signs can be read.").format(
                n=_signs(len(raw)), all=_signs(whole)
            )
        )
    signed, seal = raw[: _HEAD + length], raw[_HEAD + length : whole]
    try:
        opened = zlib.decompressobj()
        said = opened.decompress(signed[_HEAD:], _MOST_SAID)
        if not opened.eof:
            raise ValueError
        certificate = _certificate(json.loads(said))
    except (zlib.error, ValueError, TypeError, LookupError, RecursionError) as error:
        raise NoCode(
            _("its code is damaged: it was altered, or not made by the course.")
        ) from error
    return Code(certificate, raw[3:_HEAD], signed, seal)


def _candidates(text: str) -> list[str]:
    """The signs behind each mark, as far as a code says it is long."""
    found: list[str] = []
    at = text.find(MARK)
    while at >= 0 and len(found) < 3:
        at += len(MARK)
        signs: list[str] = []
        needed = _signs(_HEAD)
        # no slice: a file may hold a million marks
        for place in range(at, min(at + 4 * _signs(1 << 16), len(text))):
            sign = text[place]
            if sign in _READ:
                signs.append(sign)
            elif not (sign.isspace() or sign == "-"):
                break
            if len(signs) == _signs(_HEAD):
                length = int.from_bytes(_bytes("".join(signs))[1:3], "big")
                needed = _signs(_HEAD + length + _SEAL)
            if len(signs) == needed:
                break
        if len(signs) > _signs(_HEAD):
            found.append("".join(signs))
        at = text.find(MARK, at)
    return found


def _signs(n: int) -> int:
    return math.ceil(8 * n / 5)


def _bytes(signs: str) -> bytes:
    plain = "".join(_READ[sign] for sign in signs)
    # a group that cannot be whole is left out
    whole = plain[: len(plain) - (len(plain) % 8 in (1, 3, 6))]
    try:
        return base64.b32decode(whole + "=" * (-len(whole) % 8))
    except binascii.Error as error:
        raise NoCode(
            _("its code is damaged: it was altered, or not made by the course.")
        ) from error


def _certificate(said: Any) -> Certificate:
    student, name, version, date, parts, modules, issuer = said
    if not (isinstance(parts, list) and len(parts) <= _MOST_MODULES):
        raise ValueError
    if not isinstance(date, str) or not _DATE.fullmatch(date):
        raise ValueError
    return Certificate(
        _text(student),
        _text(name),
        _text(version),
        date,
        tuple(
            Part(_text(part[0]), _text(part[1]), *(_number(value) for value in part[2:5]))
            for part in parts
        ),
        int(_number(modules)),
        _text(issuer),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value[:_LONGEST_NAME]


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise ValueError
    return float(value)


def in_words(hours: float) -> str:
    """Say how many hours are planned, to half an hour.

    Examples
    --------
    >>> in_words(29.25), in_words(0.4)
    ('29 hours', 'half an hour')
    """
    halves = round(2 * hours)
    if halves <= 1:
        return _("half an hour")
    if halves == 2:
        return _("1 hour")
    return _("{n:g} hours").format(n=halves / 2)


def file_content(code: str) -> str:
    """Content of the small file that a trainee puts into the working copy."""
    return json.dumps({"servicelab_certificate": FORMAT, "code": code}, indent=1) + "\n"


def read_certificate(folder: Path) -> Code | None:
    """Read the certificate that lies in a working copy; whether it is genuine is not known here.

    Parameters
    ----------
    folder : Path
        The working copy.

    Returns
    -------
    Code or None
        None if there is no such file.

    Raises
    ------
    NoCode
        If the file cannot be read.
    """
    path = folder / FILE
    if not path.is_symlink() and not path.exists():
        return None
    try:
        content = door.read(path, LARGEST)
    except door.NotPlain as error:
        raise NoCode(_("it is no plain file.")) from error
    except door.TooLarge as error:
        raise NoCode(_("it is too large.")) from error
    except OSError as error:
        raise NoCode(str(error.strerror)) from error
    return read_code(content.decode("utf-8", "replace"))


def section(code: Code) -> str:
    """The certificate as a part of a page, HTML."""
    return _pieces("section")(code)


def page(code: Code) -> str:
    """The certificate as a page of its own, HTML that needs no other file and no network."""
    return (
        page_environment("servicelab_workshop.reports")
        .get_template("certificate.html.j2")
        .render(code=code, certificate=code.certificate, in_words=in_words)
    )


def _pieces(name: str) -> Callable[[Code], str]:
    environment = page_environment("servicelab_workshop.reports")
    module = environment.get_template("certificate_section.html.j2").make_module(
        {"in_words": in_words}
    )
    piece: Callable[[Code], str] = getattr(module, name)
    return lambda code: str(piece(code))
