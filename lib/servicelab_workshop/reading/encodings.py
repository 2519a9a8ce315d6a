"""Finding the encoding of a text by how plausible each reading is.

UTF-8 and UTF-16 prove themselves. Of the others, each is tried, and what it makes of the bytes
outside of ASCII is judged: letters of one language, common characters of Chinese, Japanese or Korean.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import shown

__all__ = ["Encoding", "find_encoding"]

#: Bytes that are read at once, and bytes of lines outside of ASCII that are judged.
BLOCK, SAMPLE = 1 << 20, 1 << 17
#: A reading is taken that is as plausible as this, and that much more plausible than any other.
PLAUSIBLE, MARGIN = 0.7, 0.12

# the letters outside of ASCII of languages that share a code page
_LATIN = {
    "cp1252": (
        "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü¿¡ªº", "àáâãçéêíóôõúü", "àèéìîòóù", "áàäéèëíïóöúü",
        "åäöéü", "æøåéü",
    ),
    "cp1250": (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž",
    ),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"),
}  # fmt: skip
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"
_SIGNS = "€£§°–—‘’‚“”„…«»©®™²³½¼µ·•×±†‰´`¨\xa0"

# characters that are common in any text, and those of services
_CHINESE = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把"
    "机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果"
    "加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔"
    "更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展"
    "马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共"
    "确传师观清今切院让识候带导争运客户投诉赔付拒延误服务态度编号受理期因额款险车医康寿失满意卡银行账单退订购销售诊"
    "疗护士窗排队等候叫号离始束闭级严杂费称姓址邮箱满差慢错漏损坏快递物流催办结案件类型姓名备注省城商店网官微支付宝"
    "诉求回访复处状待审核承保续缴纳提醒咨询查询误导欺骗骚扰费率合同条款到未及时沟通联系困难缺乏耐专业经理员职乱扣贷"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然"
    "家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把"
    "機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果"
    "加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾"
    "更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展"
    "馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共"
    "確傳師觀清今切院讓識候帶導爭運客戶投訴賠付拒延誤服務態度編號受理期因額款險車醫康壽失滿意卡銀行帳單退訂購銷售診"
    "療護士窗排隊等候叫號離始束閉級嚴雜費稱姓址郵箱滿差慢錯漏損壞快遞物流催辦結案件類型姓名備註省城商店網官微支付"
    "訴求回訪復處狀待審核承保續繳納提醒諮詢查詢誤導欺騙騷擾費率合約條款到未及時溝通聯繫困難缺乏耐專業經理員職亂扣貸"
)
_KOREAN = (
    "이다는을의에고가하지한기로리사도인대은정자어를시수아일해나부제서그라적들보으전스장구주상여있원공동연무과경게만생신"
    "관문선계유성국금용안중모비오소방성개물것업할내화와회실면호조러간산행식세단당직요반당운권요품입년월접번날짜객님상담"
    "절불친지급거환만족처리유형사원인종결완료시작기까된않못없는습니았었겠네데른며터각위말때진미속트체드니건양증카약"
    "표책심점질답변응통장청등록확독평질교육배송류임명법본후배재설발복차도초출통피파테타크토치청책채창찰참"
)
_JAPANESE = (
    "のにをはがとでたしるれさいなもてかすこりあくらよまそけどつきっめわせえやみばおろじうちんむだべずひふへほぬねゆれぎごげ"
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンッャュョーガギグゲゴザジズダデドバビブベボパピプペポ"
    "日付受番号原因完了開始終了顧客苦情商品金額支払遅対応保険"
)
_FREQUENT = {
    "gb18030": frozenset(_CHINESE),
    "big5": frozenset(_TRADITIONAL),
    "cp949": frozenset(_KOREAN),
    "cp932": frozenset(_JAPANESE),
}
_FOREIGN_WORD = re.compile(r"\w*[^\W\d_\x00-\x7f]\w*")
_NAMES = {"gb18030": "GB18030", "big5": "Big5", "utf-8": "UTF-8", "utf-8-sig": "UTF-8 with a mark"}


@dataclass(frozen=True)
class Encoding:
    """How bytes are text.

    Attributes
    ----------
    codec : str
        As Python calls it.
    name : str
        As people call it.
    """

    codec: str
    name: str


def find_encoding(path: Path, given: str | None = None) -> Encoding:
    """Find the encoding of a file.

    Parameters
    ----------
    path : path
        The file.
    given : str, optional
        The encoding, if it is known.

    Raises
    ------
    CourseError
        If the file is no text in the encoding given, or several readings are plausible.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "mine.csv"
    >>> _ = file.write_bytes("Prämie;Kündigung".encode("cp1252"))
    >>> find_encoding(file).name
    'cp1252'
    """
    if given is not None:
        return _given(path, given)
    with path.open("rb") as stream:
        start = stream.read(1 << 12)
    if start.startswith(codecs.BOM_UTF8):
        return _checked(path, Encoding("utf-8-sig", "UTF-8 with a mark"))
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(path, Encoding("utf-16", "UTF-16"))
    if b"\0" in start:
        # letters of ASCII in two bytes, of which one is zero
        if max(start[1::2].count(0), start[::2].count(0)) < 0.2 * len(start):
            raise CourseError(
                _(
                    "{name} is no text: open it in the program it comes from and save it as CSV "
                    "(UTF-8) or xlsx."
                ).format(name=path.name)
            )
        is_little = start[1::2].count(0) >= start[::2].count(0)
        return _checked(path, Encoding("utf-16-le" if is_little else "utf-16-be", "UTF-16"))
    if _is_text(path, "utf-8"):
        _refuse_twice(path)
        return Encoding("utf-8", "UTF-8")
    return _most_plausible(path)


def _given(path: Path, given: str) -> Encoding:
    try:
        codec = codecs.lookup(given)
        "a".encode(codec.name)
    except (LookupError, UnicodeError):
        raise CourseError(
            _("{given!r} is no encoding that is known: give one such as utf-8 or cp1252.").format(
                given=given
            )
        ) from None
    return _checked(path, Encoding(codec.name, given))


def _checked(path: Path, encoding: Encoding) -> Encoding:
    if not _is_text(path, encoding.codec):
        raise CourseError(
            _(
                "{name} is not text in {encoding}: give its encoding, as in --encoding cp1252, or "
                "save it as CSV (UTF-8)."
            ).format(name=path.name, encoding=encoding.name)
        )
    return encoding


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block


def _is_text(path: Path, codec: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(codec)()
        for block in _blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except (UnicodeError, LookupError, AttributeError):
        return False
    return True


def _refuse_twice(path: Path) -> None:
    """Refuse text whose letters were taken for others before it became UTF-8."""
    text = _sample(path).decode("utf-8", errors="ignore")
    words = re.findall(r"[^\s,;|\"]*[^\x00-\x7f][^\s,;|\"]*", text)[:500]
    mended = [one for one in map(_mended, words) if one]
    if mended and len(mended) > 0.8 * len(words):
        raise CourseError(
            _(
                "{name} holds words such as {word!r}, because it was once saved in a wrong encoding: "
                "export it again, or read it as it is with --encoding utf-8."
            ).format(name=path.name, word=next(one for one in words if _mended(one)))
        )


def _mended(word: str) -> str | None:
    for codec in ("cp1252", "latin-1"):
        try:
            found = word.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        if found != word:
            return found
    return None


def _most_plausible(path: Path) -> Encoding:
    """Compare what each encoding makes of the lines that are not ASCII."""
    sample = _sample(path)
    found = []
    for codec in (*_LATIN, "cp1251", "cp1253", *_FREQUENT):
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        found.append((_plausibility(text, codec), codec, text))
    found.sort(key=lambda one: -one[0])
    best, codec, text = found[0] if found else (0.0, "", "")
    rivals = [one for one in found[1:] if one[2] != text and one[0] > best - MARGIN]
    # of languages that share their letters, the western ones are met more often
    if rivals and codec == "cp1252" and all(one[1] in _LATIN for one in rivals):
        rivals = []
    if best >= PLAUSIBLE and not rivals and _is_text(path, codec):
        return Encoding(codec, _NAMES.get(codec, codec))
    readings = [
        _("{word!r} ({codec})").format(word=_example(one[2]), codec=one[1])
        for one in found[:3]
        if one[0] > 0
    ]
    raise CourseError(
        _(
            "{name} is not UTF-8, and its encoding is not certain{readings}: give it, as in "
            "--encoding {codec}, or save the file as CSV (UTF-8)."
        ).format(
            name=path.name,
            readings=_(", a word in it may be {words}").format(words=_(" or ").join(readings))
            if readings
            else "",
            codec=codec or "cp1252",
        )
    )


def _sample(path: Path) -> bytes:
    """Return lines that hold more than ASCII, each once."""
    lines: dict[bytes, None] = {}
    size, tail = 0, b""
    for block in _blocks(path):
        *whole, tail = (tail + block).split(b"\n")
        for line in whole:
            if not line.isascii() and line not in lines:
                lines[line] = None
                size += len(line)
        if size > SAMPLE:
            break
    else:
        if not tail.isascii():
            lines[tail] = None
    return b"\n".join(lines)[: 4 * SAMPLE]


def _plausibility(text: str, codec: str) -> float:
    """Judge from 0 to 1 whether a text is one of a language that is written in an encoding."""
    foreign = Counter(one for one in text if ord(one) > 127)
    total = sum(foreign.values())
    if not total:
        return 0.0
    if any(0x80 <= ord(one) < 0xA0 or 0xE000 <= ord(one) < 0xF900 for one in foreign):
        return 0.0
    if codec in _FREQUENT:
        return _of_east_asia(foreign, codec)
    signs = sum(foreign[one] for one in _SIGNS)
    if codec in _LATIN:
        letters = max(
            sum(n for one, n in foreign.items() if one.casefold() in language or one in language)
            for language in _LATIN[codec]
        )
        return (letters + 0.8 * signs) / total * _of_words(text)
    alphabet = {"cp1251": _RUSSIAN, "cp1253": _GREEK}[codec]
    letters = sum(n for one, n in foreign.items() if one.casefold() in alphabet)
    return (letters + 0.5 * signs) / total * _of_words(text, is_latin=False)


def _of_east_asia(foreign: Counter[str], codec: str) -> float:
    wide = {one: n for one, n in foreign.items() if one not in "，。、；：？！（）《》“”　·…—"}
    total = sum(wide.values())
    if not total:
        return 0.0
    frequent = sum(n for one, n in wide.items() if one in _FREQUENT[codec]) / total
    script = {"cp949": "가힣", "cp932": None}.get(codec, "一鿿")
    if script is None:
        of_script = sum(n for one, n in wide.items() if "぀" <= one <= "ヿ" or "一" <= one <= "鿿")
        has_kana = any("぀" <= one <= "ヿ" for one in wide)
        return (0.5 * of_script / total + 0.5 * frequent) * (1.0 if has_kana else 0.6)
    of_script = sum(n for one, n in wide.items() if script[0] <= one <= script[1])
    # half of the characters of a text on services are in the list, hardly any by chance
    return of_script / total * min(1.0, 2 * frequent)


def _of_words(text: str, *, is_latin: bool = True) -> float:
    """Share of the words with foreign letters that are as words are.

    Capitals stand at the beginning or throughout, and letters of ASCII stand beside those of Latin
    languages, but of no others.
    """
    words = _FOREIGN_WORD.findall(text)
    odd = 0
    for word in words:
        letters = "".join(one for one in word if one.isalpha() and one not in "ªº")
        share = sum(ord(one) > 127 for one in letters) / max(1, len(letters))
        is_mixed = share > 0.67 and len(letters) > 2 if is_latin else share < 1
        has_case = letters.islower() or letters.isupper() or letters.istitle()
        odd += is_mixed or not has_case
    return 1 - odd / len(words) if words else 1.0


def _example(text: str) -> str:
    """Return a word outside of ASCII."""
    words = _FOREIGN_WORD.findall(text) or re.findall(r"[^\x00-\x7f]+", text)
    return shown(max(words[:50], key=len), 20) if words else ""
