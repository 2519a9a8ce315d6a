"""A collection of odd files as people's tools export them, each with what it must give.

Every file of one subject says the same, written differently: :data:`COMPLAINTS`, :data:`CUSTOMERS`,
:data:`VISITS` and :data:`SURVEY`. A file is read right if it gives these values, or if it is refused
with the sentence beside it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from servicelab_workshop.reading.options import Options
from servicelab_workshop.reading.reader import Source
from servicelab_workshop.reports.customers import read_customers
from servicelab_workshop.reports.log import read_log
from servicelab_workshop.reports.survey import read_survey
from servicelab_workshop.reports.visits import read_visits

Rows = Sequence[Sequence[Any]]

# --- what the files say -----------------------------------------------------------------------

DAY = dt.date(2024, 1, 2)
CAUSES = ("late payment", "refusal", "rude staff")
#: id, opened, closed or None, cause, cost, customer
COMPLAINTS: list[tuple[str, dt.date, dt.date | None, str, float, str]] = [
    (
        f"K{n:03d}",
        DAY + dt.timedelta(days=3 * n),
        None if n % 7 == 3 else DAY + dt.timedelta(days=3 * n + 2 + n % 20),
        CAUSES[n % 3],
        [12.5, 1234.5, 0.0, 980.25, 10450.0][n % 5],
        f"C{n % 9}",
    )
    for n in range(40)
]
#: customer, start, end or None, margin, group
CUSTOMERS: list[tuple[str, dt.date, dt.date | None, float, str]] = [
    (
        f"A{n:03d}",
        dt.date(2020, 1, 15) + dt.timedelta(days=17 * n),
        None if n % 3 == 0 else dt.date(2021, 6, 1) + dt.timedelta(days=19 * n),
        [120.5, -4.0, 1060.0][n % 3],
        ("app", "counter")[n % 2],
    )
    for n in range(40)
]
_OPEN = dt.datetime(2025, 3, 14, 8, 0)
#: visit, arrived, started or None, ended or left, desk
VISITS: list[tuple[str, dt.datetime, dt.datetime | None, dt.datetime, str]] = [
    (
        f"T{n:03d}",
        _OPEN + dt.timedelta(days=n // 20, minutes=21 * (n % 20)),
        None
        if n % 9 == 4
        else _OPEN + dt.timedelta(days=n // 20, minutes=21 * (n % 20) + 1 + n % 11, seconds=30),
        _OPEN + dt.timedelta(days=n // 20, minutes=21 * (n % 20) + 16 + n % 5),
        f"D{n % 3 + 1}",
    )
    for n in range(40)
]
#: answers of 30 respondents to 22 items, first on expectations, then on perceptions
SURVEY: list[tuple[str, list[int]]] = [
    (
        f"R{n:03d}",
        [
            *(5 + (n * item + item // 3) % 3 for item in range(22)),
            *(1 + (n * (item + 3) + item * item) % 7 for item in range(22)),
        ],
    )
    for n in range(30)
]
AGREE = {
    1: "Strongly disagree", 2: "Disagree", 3: "Somewhat disagree", 4: "Neutral",
    5: "Somewhat agree", 6: "Agree", 7: "Strongly agree",
}  # fmt: skip
AGREE_ZH = {
    1: "非常不同意",
    2: "不同意",
    3: "有点不同意",
    4: "中立",
    5: "有点同意",
    6: "同意",
    7: "非常同意",
}


# --- writing ----------------------------------------------------------------------------------


def text(rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    """Write rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def book(rows: Iterable[Sequence[Any]], **sheets: Rows) -> bytes:
    """Write rows as the first sheet of a workbook, others behind it."""
    import openpyxl

    workbook = openpyxl.Workbook()
    first = workbook.active
    first.title = "Data"
    for row in rows:
        first.append(list(row))
    for name, others in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in others:
            sheet.append(list(row))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def iso(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def form(pattern: str, empty: str = "") -> Callable[[dt.date | None], str]:
    """Make a writer of days; ``%-d`` and ``%-m`` have no zeros in front."""

    def write(day: dt.date | None) -> str:
        if day is None:
            return empty
        short = pattern.replace("%-d", str(day.day)).replace("%-m", str(day.month))
        return day.strftime(short)

    return write


def serial(day: dt.date | None) -> Any:
    return "" if day is None else (day - dt.date(1899, 12, 30)).days


def german(value: float) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


HEAD = ("id", "opened", "closed", "cause", "cost", "customer")


def complaints(
    head: Sequence[str] = HEAD,
    day: Callable[[dt.date | None], Any] = iso,
    money: Callable[[float], Any] = str,
    causes: Sequence[str] = CAUSES,
    closed: Callable[[dt.date | None], Any] | None = None,
) -> list[list[Any]]:
    """Write the complaints as rows."""
    rows: list[list[Any]] = [list(head)]
    for number, opened, ended, cause, cost, customer in COMPLAINTS:
        named = causes[CAUSES.index(cause)]
        rows.append([number, day(opened), (closed or day)(ended), named, money(cost), customer])
    return rows


def customers(
    head: Sequence[str] = ("customer", "start", "end", "margin", "group"),
    day: Callable[[dt.date | None], Any] = iso,
    money: Callable[[float], Any] = str,
) -> list[list[Any]]:
    """Write the customers as rows."""
    rows: list[list[Any]] = [list(head)]
    rows += [[name, day(a), day(b), money(m), group] for name, a, b, m, group in CUSTOMERS]
    return rows


def visits(
    head: Sequence[str] = ("visit", "arrived", "started", "ended", "desk"),
    time: Callable[[dt.datetime | None], Any] = lambda t: "" if t is None else str(t),
) -> list[list[Any]]:
    """Write the visits as rows."""
    rows: list[list[Any]] = [list(head)]
    rows += [[name, time(a), time(b), time(c), desk] for name, a, b, c, desk in VISITS]
    return rows


def codes(pattern_e: str, pattern_p: str) -> list[str]:
    """Write 44 headings."""
    return [pattern.format(n=n) for pattern in (pattern_e, pattern_p) for n in range(1, 23)]


def survey(
    head: Sequence[str] = (),
    say: Callable[[int], Any] = lambda answer: answer,
    lead: str | None = "respondent",
) -> list[list[Any]]:
    """Write the survey as rows."""
    titles = list(head or codes("E{n:02d}", "P{n:02d}"))
    rows: list[list[Any]] = [([lead] if lead else []) + titles]
    for name, answers in SURVEY:
        rows.append(([name] if lead else []) + [say(one) for one in answers])
    return rows


@dataclass(frozen=True)
class Odd:
    """A file, what is said about it, and what it must give.

    Attributes
    ----------
    name : str
        Of the file, and of the test.
    subject : str
        Of the report.
    content : bytes
        Of the file.
    options : Options
        What is said about it.
    refused : str
        Part of the sentence with which it is refused; empty if it is read.
    left_out : int
        Rows that are left out.
    names_rows : bool
        Whether its rows have names of their own.
    """

    name: str
    subject: str
    content: bytes
    options: Options = field(default_factory=Options)
    refused: str = ""
    left_out: int = 0
    names_rows: bool = True


def utf8(rows: Iterable[Sequence[Any]], separator: str = ",") -> bytes:
    return text(rows, separator).encode()


DMY, MDY = form("%d/%m/%Y"), form("%m/%d/%Y")
GERMAN_HEAD = (
    "Beschwerdenummer",
    "Eingangsdatum",
    "Erledigt am",
    "Grund",
    "Betrag (EUR)",
    "Kundennr.",
)


def _early() -> list[list[Any]]:
    """Write complaints of which no day is above 12."""
    rows = [list(HEAD)]
    for row in complaints(day=DMY)[1:]:
        if int(row[1][:2]) <= 12:
            rows.append([*row[:2], row[2] if row[2] and int(row[2][:2]) <= 12 else "", *row[3:]])
    return rows


def _bad(rows: list[list[Any]], *changes: tuple[int, int, Any]) -> list[list[Any]]:
    for row, column, value in changes:
        rows[row][column] = value
    return rows


def _merged() -> list[list[Any]]:
    above = ["", "Expectations", *[""] * 21, "Perceptions", *[""] * 21]
    return [above, *survey(codes("Q{n}", "Q{n}"), lead="Respondent")]


def _qualtrics(names: Sequence[str], texts: Sequence[str]) -> list[list[Any]]:
    head = ["StartDate", "Status", "ResponseId", *names]
    words = ["Start Date", "Response Type", "Response ID", *texts]
    ids = ['{"ImportId":"x"}'] * len(head)
    rows = [["2024-05-06 08:00:00", "IP Address", name, *answers] for name, answers in SURVEY]
    return [head, words, ids, *rows]


def _monkey() -> list[list[Any]]:
    first = ["Respondent ID", "Collector ID", "How should an excellent bank be?", *[""] * 21]
    first += ["And how is our bank?", *[""] * 21]
    second = ["", "", *[f"Statement {n} holds" for n in range(1, 23)] * 2]
    return [first, second, *([name, 1, *answers] for name, answers in SURVEY)]


def _zone(moment: dt.datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%S") + "+01:00"


def _two_zones() -> list[list[Any]]:
    rows = visits(time=_zone)
    for row in rows[1:]:
        # the same moments, from the start on in another zone
        for column in (2, 3):
            if row[column]:
                moment = dt.datetime.fromisoformat(row[column]).astimezone(dt.UTC)
                row[column] = moment.isoformat().replace("+00:00", "Z")
    return rows


def _queue(seconds: Callable[[int], Any], heads: Sequence[str]) -> list[list[Any]]:
    rows: list[list[Any]] = [list(heads)]
    for name, arrived, started, ended, desk in VISITS:
        waited = round(((started or ended) - arrived).total_seconds())
        lasted = round((ended - started).total_seconds()) if started else ""
        result = "Answered" if started else "Abandoned"
        rows.append([name, arrived, seconds(waited), lasted and seconds(lasted), desk, result])
    return rows


_QUEUE = ("Call ID", "Call start", "Queue time (s)", "Talk time (s)", "Agent", "Call result")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _american(moment: dt.datetime | None) -> str:
    return (
        "" if moment is None else f"{moment.month}/{moment.day}/{moment.year} {moment:%I:%M:%S %p}"
    )


def _day_and_clock() -> list[list[Any]]:
    rows: list[list[Any]] = [["Nummer", "Datum", "Ankunft", "Aufruf", "Bedienende", "Schalter"]]
    for name, arrived, started, ended, desk in VISITS:
        clocks = ["" if t is None else t.strftime("%H:%M:%S") for t in (arrived, started, ended)]
        rows.append([name, arrived.strftime("%d.%m.%Y"), *clocks, desk])
    return rows


def _sap() -> list[list[Any]]:
    rows = complaints(GERMAN_HEAD, form("%d.%m.%Y", "00.00.0000"), german)
    line = ["", "-" * 60]
    return [["", "Liste der Meldungen"], [], line, *(["", *row, ""] for row in rows), line]


def _jira(day: dt.date | None) -> str:
    return "" if day is None else day.strftime("%d/%b/%y 9:15 AM")


def _day_and_time_cells() -> list[list[Any]]:
    rows: list[list[Any]] = [["Ticket", "Date", "Arrival", "Start", "End", "Desk"]]
    for name, arrived, started, ended, desk in VISITS:
        day = dt.datetime.combine(arrived.date(), dt.time())
        rows.append([name, day, arrived.time(), started and started.time(), ended.time(), desk])
    return rows


def _paired(expectation: str, perception: str) -> list[list[Any]]:
    head = [one.format(n=n) for n in range(1, 23) for one in (expectation, perception)]
    rows: list[list[Any]] = [["Nr", *head]]
    for name, answers in SURVEY:
        pairs = zip(answers[:22], answers[22:], strict=True)
        rows.append([name, *(one for pair in pairs for one in pair)])
    return rows


def _by_side() -> list[list[Any]]:
    rows: list[list[Any]] = [["Respondent", "Item", "Type", "Score"]]
    for name, answers in SURVEY:
        for at, answer in enumerate(answers):
            rows.append([name, at % 22 + 1, ("Expectation", "Perception")[at // 22], answer])
    return rows


def _long() -> list[list[Any]]:
    rows: list[list[Any]] = [["Répondant", "Énoncé", "Attente", "Perception"]]
    for name, answers in SURVEY:
        for item in range(22):
            rows.append([name, item + 1, answers[item], answers[item + 22]])
    return rows


def _formulas() -> list[list[Any]]:
    rows = complaints()
    for number, row in enumerate(rows[1:], start=2):
        row[2] = f"=B{number}+3"
    return rows


ODD_FILES: list[Odd] = [
    # --- encodings
    Odd("cp1252", "complaints", text(complaints(causes=("Verspätung", "Kündigung", "Prämie")), ";").encode("cp1252")),
    Odd("cp1250", "complaints", text(complaints(causes=("opóźnienie wypłaty", "odmowa świadczenia", "długie oczekiwanie"))).encode("cp1250")),
    Odd("cp1251", "complaints", text(complaints(causes=("задержка выплаты", "отказ", "грубость"))).encode("cp1251")),
    Odd("gb18030", "complaints", text(complaints(("编号", "受理日期", "办结日期", "原因", "金额", "客户编号"), causes=("理赔延误", "拒赔", "服务态度"))).encode("gb18030")),
    Odd("big5", "complaints", text(complaints(("編號", "受理日期", "結案日期", "投訴原因", "金額", "客戶編號"), causes=("理賠延誤", "拒賠", "服務態度"))).encode("big5")),
    Odd("cp949", "complaints", text(complaints(("접수번호", "접수일", "처리완료일", "유형", "금액", "고객번호"), causes=("지급 지연", "지급 거절", "불친절"))).encode("cp949")),
    Odd("utf-16", "complaints", text(complaints(), "\t").encode("utf-16")),
    Odd("utf-16 without a mark", "complaints", text(complaints(), "\t").encode("utf-16-le")),
    Odd("utf-8 with a mark", "complaints", text(complaints(), ";").encode("utf-8-sig")),
    Odd("one word only", "complaints", text(complaints(causes=("拒", "a", "b"))).encode("gb18030"), refused="its encoding is not certain"),
    Odd("one word and its encoding", "complaints", text(complaints(causes=("拒", "a", "b"))).encode("gb18030"), Options(encoding="gb18030")),
    Odd("no text", "complaints", b"id,opened,closed\n\x00\x01\x02", refused="is no text"),
    # --- days
    Odd("day first", "complaints", utf8(complaints(day=DMY))),
    Odd("month first", "complaints", utf8(complaints(day=MDY))),
    Odd("month first without zeros", "complaints", utf8(complaints(day=form("%-m/%-d/%Y")))),
    Odd("points", "complaints", utf8(complaints(day=form("%d.%m.%Y")), ";")),
    Odd("two digits of the year", "complaints", utf8(complaints(day=form("%d.%m.%y")), ";")),
    Odd("two digits, year first", "complaints", utf8(complaints(day=form("%y/%m/%d"))), Options(dates="YMD")),
    Odd("names of months", "complaints", utf8(complaints(day=form("%d-%b-%Y")))),
    Odd("names of months first", "complaints", utf8(complaints(day=form("%b %-d, %Y")))),
    Odd("Chinese days", "complaints", utf8(complaints(day=form("%Y年%-m月%-d日")))),
    Odd("Korean days", "complaints", utf8(complaints(day=form("%Y. %-m. %-d.")))),
    Odd("compact days", "complaints", utf8(complaints(day=form("%Y%m%d")))),
    Odd("serial numbers", "complaints", utf8(complaints(day=serial))),
    Odd("serial numbers with times", "complaints", utf8(complaints(day=lambda d: "" if d is None else f"{serial(d)}.375"))),
    Odd("times behind the days", "complaints", utf8(complaints(day=form("%-m/%-d/%Y 09:15 AM")))),
    Odd("zones behind the days", "complaints", utf8(complaints(day=form("%Y-%m-%dT09:15:00Z")))),
    Odd("weekdays before the days", "complaints", utf8(complaints(day=form("%a, %d %b %Y")))),
    Odd("empty days of SAP", "complaints", utf8(complaints(day=form("%d.%m.%Y", "00.00.0000")), "\t")),
    Odd("the end of days", "complaints", utf8(complaints(day=form("%Y-%m-%d", "9999-12-31")))),
    Odd("open", "complaints", utf8(complaints(day=form("%Y-%m-%d", "still open")))),
    Odd("a dash", "complaints", utf8(complaints(day=form("%Y-%m-%d", "–")))),
    Odd("an own word for open", "complaints", utf8(complaints(day=form("%Y-%m-%d", "parked"))), Options(missing=("parked",))),
    Odd("an unknown word for open", "complaints", utf8(complaints(day=form("%Y-%m-%d", "parked"))), refused="closed: 6 cells like 'parked'"),
    Odd("days that may be months", "complaints", utf8(_early()), refused="give --dates DMY (day first) or MDY"),
    Odd("no day at all", "complaints", utf8(complaints(day=lambda _d: "soon")), refused="opened: 40 cells like 'soon'"),
    Odd("two orders", "complaints", utf8(_bad(complaints(day=DMY), (40, 1, "12/31/2024"))), refused="do not write day and month in one order"),
    Odd("two orders, one given", "complaints", utf8(_bad(complaints(day=DMY), (40, 1, "12/31/2024"))), Options(dates="DMY"), left_out=1),
    Odd("days taken for months", "complaints", utf8(complaints(day=lambda d: "" if d is None else d.strftime("%Y-%d-%m") if d.day < 13 else DMY(d))), refused="a program took days for months"),
    # --- money
    Odd("German money", "complaints", utf8(complaints(money=lambda m: german(m) + " €"), ";")),
    Odd("American money", "complaints", utf8(complaints(money=lambda m: f"${m:,.2f}"))),
    Odd("Swiss money", "complaints", utf8(complaints(money=lambda m: "CHF " + f"{m:,.2f}".replace(",", "'")))),
    Odd("French money", "complaints", utf8(complaints(money=lambda m: f"{m:,.2f} €".replace(",", "\u202f").replace(".", ",")), ";")),
    Odd("money that is booked as paid", "complaints", utf8(complaints(money=lambda m: f"({m:,.2f})"))),
    Odd("a minus behind", "complaints", utf8(complaints(money=lambda m: german(m) + "-"), ";")),
    Odd("more refunds than a few", "complaints", utf8(_bad(complaints(), *((n, 4, "-45.00") for n in range(1, 9)))), refused="cost: 8 cells like '-45.00'"),
    Odd("thousands in the heading", "complaints", utf8(complaints(("id", "opened", "closed", "cause", "Cost (k€)", "customer"), money=lambda m: m / 1000))),
    Odd("a column of currencies", "complaints", utf8([[*row, ("USD", "EUR")[number % 2] if number else "Currency"] for number, row in enumerate(complaints())]), refused="expected one currency, EUR"),
    Odd("thousands or decimals", "complaints", utf8(complaints(money=lambda m: f"{round(m) + 1000:,}")), refused='give --decimal "." or --decimal ","'),
    Odd("two currencies", "complaints", utf8([*complaints(money=lambda m: f"{m} EUR")[:20], *complaints(money=lambda m: f"{m} USD")[20:]]), refused="expected one currency"),
    Odd("full-width digits", "complaints", utf8(complaints(money=lambda m: str(m).translate(str.maketrans("0123456789", "０１２３４５６７８９"))))),
    # --- headings
    Odd("German", "complaints", utf8(complaints(GERMAN_HEAD, form("%d.%m.%Y"), german), ";")),
    Odd("French", "complaints", utf8(complaints(("N° dossier", "Date de réception", "Date de clôture", "Motif", "Montant", "N° client")))),
    Odd("Spanish", "complaints", utf8(complaints(("Número de caso", "Fecha de apertura", "Fecha de cierre", "Motivo", "Importe", "Nº cliente")))),
    Odd("Zendesk", "complaints", utf8(complaints(("Ticket ID", "Created at", "Solved at", "Category", "Refund amount", "Requester id"), form("%Y-%m-%d 10:00:00 +0100")))),
    Odd("Salesforce", "complaints", utf8([*complaints(("Case Number", "Date/Time Opened", "Date/Time Closed", "Case Reason", "Amount", "Account Name"), form("%-m/%-d/%Y 3:05 PM")), [], ["Grand Totals (40 records)"], ["Confidential Information - Do Not Distribute"], ["Copyright (c) 2024"]])),
    Odd("own headings", "complaints", utf8(complaints(("Key", "Came in", "Went out", "cause", "cost", "customer"))), refused="if it is 'Came in', add --columns opened=\"Came in\""),
    Odd("own headings, named", "complaints", utf8(complaints(("Key", "Came in", "Went out", "cause", "cost", "customer"))), Options(columns={"id": "Key", "opened": "came in", "closed": "Went out"})),
    Odd("no headings", "complaints", utf8(complaints()[1:]), refused="has no headings: its first row is K000, 2024-01-02"),
    Odd("lines in quotation marks", "complaints", "\n".join(f'"{line}"' for line in text(complaints()).splitlines()).encode(), refused="each line is one cell in quotation marks"),
    Odd("no day of closing", "complaints", utf8([[row[0], row[1], "Status" if row[2] == "closed" else "done", *row[3:]] for row in complaints()]), refused="column closed: missing, and no column is left"),
    Odd("ServiceNow", "complaints", utf8([[*row, row[2] if number else "closed_at"] for number, row in enumerate(complaints(("number", "opened_at", "resolved_at", "category", "cost", "customer")))]), Options(columns={"closed": "resolved_at"})),
    Odd("HubSpot", "complaints", utf8(complaints(("Ticket ID", "Create date", "Close date", "Category", "cost", "Client ID"), form("%Y-%m-%d 09:15")))),
    Odd("no numbers of complaints", "complaints", utf8([row[1:] for row in complaints()]), names_rows=False),
    Odd("fillers", "complaints", utf8(complaints(("Complaint No.", "Date the complaint was received", "Ticket closed - Date", "Cause of complaint", "cost", "customer")))),
    Odd("two columns that may be it", "complaints", utf8([[*row, row[1] if number else "Created at"] for number, row in enumerate(complaints(("id", "Received", *HEAD[2:])))]), refused='--columns opened="Received" or --columns opened="Created at"'),
    Odd("title lines", "complaints", utf8([["Complaints 2024"], ["as of", "2024-12-31"], [], *complaints()])),
    Odd("a total", "complaints", utf8([*complaints(), ["Total", "", "", "", 107000, ""]])),
    Odd("an average without a word", "complaints", utf8([*complaints(), ["", "", "", "", 107000, ""]]), left_out=0),
    Odd("the heading again", "complaints", utf8([*complaints()[:20], HEAD, *complaints()[20:]])),
    Odd("a separator named", "complaints", b"sep=;\r\n" + utf8(complaints(), ";")),
    Odd("separators behind", "complaints", text(complaints()).replace("\r\n", ",,\r\n").encode()),
    Odd("an unquoted comma", "complaints", text(_bad(complaints(), (3, 3, "QQ"))).replace("QQ", "late, rude").encode(), left_out=1),
    Odd("a quotation mark", "complaints", text(_bad(complaints(), (3, 3, "QQ"))).replace("QQ", '"late').encode(), refused="a quotation mark that is never closed"),
    Odd("two quotation marks", "complaints", text(_bad(complaints(), (3, 3, "QQ"), (20, 3, "RR"))).replace("QQ", '"late').replace("RR", 'rude"').encode(), refused="a quotation mark that is never closed"),
    Odd("bad rows", "complaints", utf8(_bad(complaints(), (2, 1, "soon"), (5, 2, "2020-01-01"), (9, 0, ""))), left_out=3),
    Odd("markup", "complaints", b"<html><table><tr><td>id</td></tr></table></html>", refused="but a web page or XML"),
    Odd("json", "complaints", b'[{"id": 1}]', refused="but JSON"),
    # --- workbooks
    Odd("a workbook", "complaints", book(complaints(day=lambda d: d, money=float))),
    Odd("a second sheet", "complaints", book([["Notes"]], Cases=complaints(day=lambda d: d)), Options(sheet="cases")),
    Odd("a cover sheet", "complaints", book([["Notes on", "the data"]], Cases=complaints(day=lambda d: d)), refused="its sheets are Data, Cases: give one with --sheet"),
    Odd("formulas without values", "complaints", book(_formulas()), refused="closed: 40 cells like '=B2+3'"),
    Odd("a workbook from text", "complaints", book(complaints(GERMAN_HEAD, form("%d.%m.%Y"), german))),
    Odd("an archive", "complaints", b"PK\x03\x04" + bytes(40), refused="is damaged or locked"),
    # --- customers and visits
    Odd("customers in German", "loyalty", utf8(customers(("Kundennummer", "Vertragsbeginn", "Vertragsende", "Deckungsbeitrag", "Kanal"), form("%d.%m.%Y", "unbefristet"), german), ";")),
    Odd("customers in Chinese", "loyalty", text(customers(("客户编号", "开户日期", "销户日期", "年利润", "渠道"), form("%Y/%-m/%-d"))).encode("gb18030")),
    Odd("customers in a workbook", "loyalty", book(customers(day=lambda d: d and dt.datetime(d.year, d.month, d.day), money=float))),
    Odd("visits in the American way", "waiting", utf8(visits(time=_american))),
    Odd("visits in Spanish", "waiting", utf8(visits(("Turno", "Hora de llegada", "Inicio de atención", "Hora de fin", "Ventanilla"), lambda t: "" if t is None else t.strftime("%d/%m/%Y %H:%M:%S")))),
    Odd("visits by the clock", "waiting", utf8(_day_and_clock(), ";")),
    Odd("visits with a zone", "waiting", utf8(visits(time=_zone))),
    Odd("visits in two zones", "waiting", utf8(_two_zones())),
    Odd("visits in a workbook", "waiting", book(visits(time=lambda t: t))),
    Odd("seconds in a queue", "waiting", utf8(_queue(str, _QUEUE))),
    Odd("clocks of a queue", "waiting", utf8(_queue(_clock, ("Call ID", "Call start", "Wait time", "Talk time", "Agent", "Outcome")))),
    Odd("a queue without a unit", "waiting", utf8(_queue(str, ("Call ID", "Call start", "Wait time", "Talk time", "Agent", "Outcome"))), refused="give --unit seconds or --unit minutes"),
    # --- surveys
    Odd("questions behind codes", "servqual", utf8(survey(codes("E{n}. It looks good, item {n}", "P{n}. It looked good")))),
    Odd("sides behind numbers", "servqual", utf8(survey(codes("Q{n}_E", "Q{n}_P")))),
    Odd("short sides", "servqual", utf8(survey(codes("Exp{n}", "Perc{n}")))),
    Odd("German sides", "servqual", text(survey(codes("Erwartung {n}", "Wahrnehmung {n}"), lead="Teilnehmer"), ";").encode("cp1252")),
    Odd("Chinese sides", "servqual", text(survey(codes("期望{n}", "感知{n}"), lead="受访者")).encode("gb18030")),
    Odd("merged heads", "servqual", utf8(_merged())),
    Odd("merged heads in a workbook", "servqual", book(_merged())),
    Odd("Google Forms", "servqual", utf8(survey(codes("How a good bank should be [item {n}]", "How our bank is [item {n}]"), lead=None))),
    Odd("grids that do not say it", "servqual", utf8(survey(codes("Part one [item {n}]", "Part two [item {n}]"), lead=None)), refused='--columns expectation="part one" --columns perception="part two"'),
    Odd("grids that are said", "servqual", utf8(survey(codes("Part one [item {n}]", "Part two [item {n}]"), lead=None)), Options(columns={"expectation": "Part one", "perception": "Part two"})),
    Odd("columns by place", "servqual", utf8(survey(codes("x{n}", "y{n}"))), Options(columns={"expectation": "#2-#23", "perception": "#24-#45"})),
    Odd("a row for each side", "servqual", utf8(_by_side())),
    Odd("German sides in short", "servqual", utf8(survey(codes("Soll {n}", "Ist {n}"), lead="Nr"))),
    Odd("questions behind codes and a space", "servqual", utf8(survey(codes("E{n} They look good", "P{n}\nThey looked good")))),
    Odd("numbers that go on", "servqual", utf8([["", "Expectations", *[""] * 21, "Perceptions", *[""] * 21], *survey([f"Q{n}" for n in range(1, 45)], lead="ID")])),
    Odd("three rows of heads", "servqual", utf8([["", "Expectations", *[""] * 21, "Perceptions", *[""] * 21], ["", *["Tangibles", "", "", "", "Rest", *[""] * 17] * 2], *survey(codes("Q{n}", "Q{n}"), lead="ID")])),
    Odd("sides in brackets", "servqual", utf8(_paired("Statement {n} [Expectation]", "Statement {n} [Perception]"))),
    Odd("sides behind questions", "servqual", utf8(_paired("It is good, {n} (erwartet)", "It is good, {n} (Wahrnehmung)"))),
    Odd("one number after another", "servqual", utf8(survey([f"V{n}" for n in range(1, 45)])), refused="--columns expectation=#2-#23 --columns perception=#24-#45"),
    Odd("nines for no answer", "servqual", utf8(_bad(survey(), *((n, 2 + n, 99) for n in range(1, 30)))), refused="--missing 99"),
    Odd("LimeSurvey", "servqual", utf8(survey(codes("E[SQ{n:03d}]", "P[SQ{n:03d}]"), lead="Response ID"), ";")),
    Odd("Qualtrics with codes", "servqual", utf8(_qualtrics(codes("E{n}", "P{n}"), codes("should {n}", "is {n}")))),
    Odd("Qualtrics with grids", "servqual", utf8(_qualtrics(codes("Q5_{n}", "Q6_{n}"), codes("Please tell us how an excellent bank should be. - It is good, {n}", "Please tell us how our bank is. - It is good, {n}")))),
    Odd("SurveyMonkey", "servqual", utf8(_monkey())),
    Odd("numbers with words", "servqual", utf8(survey(say=lambda a: f"{a} - {AGREE[a]}"))),
    Odd("words", "servqual", utf8(survey(say=AGREE.__getitem__))),
    Odd("Chinese words", "servqual", utf8(survey(say=AGREE_ZH.__getitem__))),
    Odd("words at the ends", "servqual", utf8(survey(say=lambda a: AGREE[a] if a in (1, 7) else a))),
    Odd("own words", "servqual", utf8(survey(say=lambda a: "abcdefg"[a - 1] * 3)), refused='as in --answers "Poor, Fair, Good"'),
    Odd("own words, given", "servqual", utf8(survey(say=lambda a: "abcdefg"[a - 1] * 3)), Options(answers=tuple(one * 3 for one in "abcdefg"))),
    Odd("a mean below", "servqual", utf8([*survey(), ["Mean", *[5.5] * 44], ["SD", *[1.1] * 44], ["N", *[30] * 44]])),
    # --- and more, as people's programs write them
    Odd("SAP with bars", "complaints", text(_sap(), "|").encode("cp1252")),
    Odd("Jira", "complaints", utf8(complaints(("Issue key", "Created", "Resolved", "Category", "cost", "Customer"), _jira))),
    Odd("Freshdesk", "complaints", utf8([[*row, row[2] if number else "Closed time"] for number, row in enumerate(complaints(("Ticket ID", "Created time", "Resolved time", "Type", "cost", "customer")))]), refused='--columns closed="Resolved time" or --columns closed="Closed time"'),
    Odd("Spanish halves of the day", "waiting", utf8(visits(time=lambda t: "" if t is None else f"{t:%d/%m/%Y %I:%M:%S} " + ("a. m." if t.hour < 12 else "p. m.")))),
    Odd("Chinese hours", "waiting", utf8(visits(time=lambda t: "" if t is None else f"{t.year}年{t.month}月{t.day}日 {t.hour}时{t.minute}分{t.second}秒"))),
    Odd("days of zero", "complaints", utf8(complaints(day=form("%Y-%m-%d", "0000-00-00")))),
    Odd("the first day of a database", "complaints", utf8(complaints(day=form("%Y-%m-%d", "1900-01-01")))),
    Odd("the zero of Excel", "complaints", utf8(complaints(day=form("%-m/%-d/%Y", "1/0/1900")))),
    Odd("long dashes in days", "complaints", utf8(complaints(day=lambda d: iso(d).replace("-", "‑")))),
    Odd("apostrophes before days", "complaints", utf8(complaints(day=lambda d: "'" + iso(d) if d else ""))),
    Odd("Stripe", "loyalty", utf8(customers(("id", "Created (UTC)", "Canceled At (UTC)", "margin", "channel"), form("%Y-%m-%d 09:15")))),
    Odd("Genesys", "waiting", utf8(_queue(_clock, ("Conversation ID", "Date", "Queue Time", "Talk Time", "Agent", "Outcome"))), refused='column arrived: missing; if it is \'Date\', add --columns arrived="Date"'),
    Odd("Avaya in German", "waiting", text(_queue(str, ("Anruf-ID", "Uhrzeit", "Wartezeit [s]", "Gesprächsdauer [s]", "Agent", "Ergebnis")), ";").encode("cp1252")),
    Odd("Qmatic", "waiting", utf8(visits(("Ticket number", "Created", "Called", "Transaction end", "Counter"), _american)), Options(columns={"ended": "Transaction end"})),
    Odd("the same heading twice", "complaints", utf8([[*row, row[2]] for row in complaints()]), refused='--columns closed="#3" or --columns closed="#7"'),
    Odd("the same heading twice, one named", "complaints", utf8([[*row, row[2]] for row in complaints()]), Options(columns={"closed": "#3"})),
    Odd("protected texts", "complaints", utf8([[f'="{cell}"' if column == 0 and cell != "id" else cell for column, cell in enumerate(row)] for row in complaints()])),
    Odd("invisible marks", "complaints", utf8(complaints(day=lambda d: "" if d is None else "\u200e" + DMY(d) + "\u200f\xa0"))),
    Odd("several causes", "complaints", utf8(complaints(causes=("late payment; rude staff", "refusal", "rude staff")))),
    Odd("line ends of an old Mac", "complaints", text(complaints()).replace("\r\n", "\r").encode()),
    Odd("doubled line ends", "complaints", text(complaints()).replace("\r\n", "\r\r\n").encode()),
    Odd("texts of several lines", "complaints", utf8(complaints(causes=("late,\npayment", 'a "refusal"', "rude")))),
    Odd("a heading of two lines", "complaints", utf8(complaints(("Complaint\nnumber", "Date\nopened", "Date\nclosed", "Cause ", " Cost (€)", "customer")))),
    Odd("rows of separators", "complaints", utf8([*complaints()[:9], [""] * 6, *complaints()[9:], [""] * 6])),
    Odd("two encodings", "complaints", utf8(complaints(causes=("Kündigung", "b", "c"))) + "K999;Prämie".encode("cp1252"), refused="its encoding is not certain"),
    Odd("saved wrongly before", "complaints", text(complaints(causes=("Verspätung", "Kündigung", "Prämie"))).encode().decode("cp1252").encode(), refused="was once saved in a wrong encoding"),
    Odd("Korean days in short", "complaints", utf8(complaints(day=form("%y.%m.%d"))), Options(dates="YMD")),
    Odd("swapped columns", "complaints", utf8(complaints(("id", "closed", "opened", "cause", "cost", "customer"))), refused="empty cells"),
    Odd("days and texts in a workbook", "complaints", book(complaints(day=lambda d: None if d is None else (d.replace(month=d.day, day=d.month) if d.day < 13 else DMY(d)))), refused="a program took days for months"),
    Odd("a workbook with titles and totals", "complaints", book([["Complaints"], [], *complaints(day=lambda d: d, money=float), ["Summe", None, None, None, 107000.5]])),
    Odd("thousands without units", "complaints", utf8(complaints(money=lambda m: f"{m / 1000}k")), refused="cost: 40 cells like '0.0125k'"),
    Odd("ranges of days", "complaints", utf8(complaints(day=lambda d: "" if d is None else f"{d} - {d}")), refused="opened: 40 cells like '2024-01-02 - 2024-01-02'"),
    Odd("days and times in a workbook", "waiting", book(_day_and_time_cells())),
    Odd("clocks without a day", "waiting", utf8(visits(time=lambda t: "" if t is None else f"{t:%I:%M %p}")), refused="a day with the time, or a column day"),
    Odd("a long survey in French", "servqual", text(_long(), ";").encode("cp1252")),
    Odd("decimals of answers", "servqual", utf8(survey(say=lambda a: f"{a},0"), ";")),
    Odd("a survey site in Chinese", "servqual", utf8(survey(codes("7、您认为优秀的银行应该怎样—题目{n}", "8、我们银行实际怎样—题目{n}"), lead="序号"))),
    Odd("previews of Qualtrics", "servqual", utf8([*_qualtrics(codes("E{n}", "P{n}"), codes("should {n}", "is {n}")), ["2024-05-06", "Survey Preview", "R_x", *[4] * 44]])),
    Odd("answers of seven", "servqual", utf8(survey(say=lambda a: f"{a}/7")), refused="/7"),
    Odd("a workbook of answers", "servqual", book(survey(say=float))),
    Odd("a day and its time of day", "complaints", utf8([[*row, "09:15" if number else "Opened time"] for number, row in enumerate(complaints(("id", "Opened date", *HEAD[2:])))])),
    Odd("a flag and a day of closing", "complaints", utf8([[*row, ("Yes" if row[2] else "No") if number else "Closed"] for number, row in enumerate(complaints(("id", "opened", "Closure date", *HEAD[3:])))])),
    Odd("open by its status", "complaints", utf8([[*row[:2], row[2] or iso(DAY + dt.timedelta(days=150)), *row[3:], ("Closed" if row[2] else "Reopened") if number else "Status"] for number, row in enumerate(complaints())])),
    Odd("fields that were added", "complaints", utf8(complaints(("Issue key", "Ticket created - Timestamp", "u_closed_at", "Custom field (Cause)", "Custom field (Cost)", "Customer")))),
    Odd("a list of policies", "complaints", utf8([["Policy number", "Start date", "End date"], *(row[:3] for row in complaints()[1:])]), refused="its headings name 'Policy number' and no complaint"),
    Odd("only a day of change", "complaints", utf8(complaints(("id", "opened", "Last Modified Date", *HEAD[3:]))), refused="column closed: missing, and no column is left that may be it"),
    Odd("no survey", "servqual", utf8([["name", "age"], ["A", 3]]), refused="no SERVQUAL survey that can be recognized"),
]  # fmt: skip

#: What the files of each subject say, as :func:`understood` puts it.
EXPECTED: dict[str, list[Any]] = {
    "complaints": [(a, b, c, cost, who) for a, b, c, _cause, cost, who in COMPLAINTS],
    "loyalty": [(a, b, c, margin, group) for a, b, c, margin, group in CUSTOMERS],
    "waiting": [(b, c, d, desk) for _a, b, c, d, desk in VISITS],
    "servqual": [[float(one) for one in answers] for _name, answers in SURVEY],
}


def understood(
    subject: str, path: Path, options: Options | None = None
) -> tuple[Source, list[Any]]:
    """Read a file, and return what it says in the form of :data:`EXPECTED`."""
    if subject == "complaints":
        log = read_log(path, "2024-12-31", options)
        names = ["id", "opened", "closed", "cost", "customer"]
        return log.source, _rows(log.source.table.reindex(columns=names), day=True)
    if subject == "loyalty":
        found = read_customers(path, "2025-12-31", options=options)
        names = ["customer", "start", "end", "margin", "group"]
        return found.source, _rows(found.source.table.reindex(columns=names), day=True)
    if subject == "waiting":
        visits = read_visits(path, options)
        rows = visits.rows.assign(ended=visits.rows["ended"].fillna(visits.rows["left"]))
        names = ["arrived", "started", "ended", "desk"]
        return visits.source, _rows(rows.reindex(columns=names), day=False)
    survey = read_survey(path, options=options)
    answers = survey.answers.filter(regex=r"^[EP]\d")
    return survey.source, answers.to_numpy().tolist()


def _rows(table: pd.DataFrame, *, day: bool) -> list[tuple[Any, ...]]:
    columns = []
    for name in table:
        values = table[name]
        if pd.api.types.is_datetime64_any_dtype(values):
            moments = [None if pd.isna(one) else one.to_pydatetime() for one in values]
            columns.append([one.date() if day and one else one for one in moments])
        else:
            columns.append(values.astype(object).tolist())
    return list(zip(*columns, strict=True))
