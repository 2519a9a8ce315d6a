"""How learning platforms, spreadsheets and personnel departments head the columns of a class list.

Case, accents, spaces and signs do not matter, see :func:`.tables.plain_heading`.
"""

from __future__ import annotations

_ENGLISH = {
    "id": "id idnumber studentid studentno studentnumber traineeid staffid staffno staffnumber "
    "employeeid employeeno employeenumber personnelno personnelnumber username sisloginid "
    "matriculationno matriculationnumber",
    "first_name": "firstname givenname forename",
    "last_name": "lastname surname familyname",
    "name": "name fullname student studentname",
    "email": "email emailaddress mail",
    "lms_user_id": "lmsuserid",
}
_OTHERS = (
    # German
    {
        "id": "matrikelnummer matrikelnr matrnr matrno personalnummer personalnr persnr idnummer "
        "anmeldename benutzername",
        "first_name": "vorname",
        "last_name": "nachname familienname",
        "name": "vollständigername",
        "email": "emailadresse",
    },
    # French
    {
        "id": "numérodidentification numérodétudiant numéroétudiant nométudiant matricule "
        "nomdutilisateur identifiant",
        "first_name": "prénom",
        "last_name": "nom nomdefamille",
        "name": "nomcomplet étudiant",
        "email": "adressedecourriel adresseemail adressemail courriel",
    },
    # Spanish
    {
        "id": "númerodeid númerodeidentificación matrícula nombredeusuario",
        "first_name": "nombre nombres",
        "last_name": "apellido apellidos",
        "name": "nombrecompleto estudiante alumno",
        "email": "direccióndecorreo direccióndecorreoelectrónico correo correoelectrónico",
    },
    # Italian
    {
        "id": "matricola numeroid codiceidentificativo codiceid nomeutente",
        "first_name": "nome",
        "last_name": "cognome",
        "name": "nomecompleto studente",
        "email": "indirizzoemail indirizzodiposta postaelettronica",
    },
    # Portuguese; its word for a first name is Italian's
    {
        "id": "númerodeidentificação númerodealuno númerodematrícula nomedeutilizador "
        "nomedeusuário",
        "last_name": "apelido apelidos sobrenome",
        "name": "aluno",
        "email": "endereçodeemail",
    },
    # Dutch
    {
        "id": "studentnummer personeelsnummer gebruikersnaam",
        "first_name": "voornaam",
        "last_name": "achternaam",
        "name": "volledigenaam naam",
        "email": "emailadres",
    },
    # Polish, Czech, Turkish
    {
        "id": "numerid numeralbumu nralbumu osobníčíslo idčíslo uživatelskéjméno idnumarası "
        "öğrencino öğrencinumarası kullanıcıadı",
        "first_name": "imię jméno adı ad",
        "last_name": "nazwisko příjmení soyadı soyad",
        "email": "adresemail emailováadresa epostaadresi eposta",
    },
    # Swedish, Danish, Norwegian
    {
        "id": "idnummer studienummer användarnamn brugernavn brukernavn",
        "first_name": "förnamn fornavn",
        "last_name": "efternamn etternavn",
        "email": "epostadress epostadresse emailadresse",
    },
    # Russian, Ukrainian
    {
        "id": "индивидуальныйномер номерзачетки номерзачётнойкнижки табельныйномер логин "
        "ідентифікаційнийномер",
        "first_name": "имя ім’я",
        "last_name": "фамилия прізвище",
        "name": "фио піб студент",
        "email": "адресэлектроннойпочты электроннаяпочта почта електроннапошта",
    },
    # Chinese
    {
        "id": "学号 學號 工号 工號 员工编号 員工編號 职工号 学生编号 id号 用户名 使用者名稱",
        "first_name": "名 名字",
        "last_name": "姓 姓氏",
        "name": "姓名 学生姓名 學生姓名 全名",
        "email": "邮箱 电子邮箱 电子邮件 电子邮件地址 邮件 信箱 電子郵件 電子郵件地址 電子郵件信箱",
    },
    # Japanese, Korean
    {
        "id": "学籍番号 学生番号 社員番号 職員番号 idナンバー ユーザ名 학번 학생번호 사번 아이디",
        "first_name": "이름",
        "last_name": "성",
        "name": "氏名 名前 성명",
        "email": "メールアドレス メール 이메일 이메일주소 전자메일",
    },
)

#: Column of the gradebook, or ``name`` for a name in one piece -> what it may be called.
COLUMNS = {
    column: " ".join([heads, *(other.get(column, "") for other in _OTHERS)])
    for column, heads in _ENGLISH.items()
}
