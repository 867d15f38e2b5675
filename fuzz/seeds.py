"""Seeds for the fuzz targets: one honest example of each thing they read, made from what the house has.

python3 fuzz/seeds.py FOLDER
"""
import json
import pathlib
import sys
import zipfile

HOUSE = pathlib.Path(__file__).resolve().parent.parent

VALUES = ["50000.00", "30.00%", "2025-06-16", "2025-06-16T09:00:00+08:00", "91110108MA01A8XW1Q",
          "２５１１２００００００１", "2511 2000 0001", "2025-02-29", "-0.01"]
INVOICE = """电子发票（普通发票）
发票号码：25112000000012345678 开票日期：2025年06月16日
购买方 名称：京北智造有限公司 统一社会信用代码：91110108MA01A8XW1Q
销售方 名称：云上软件有限公司
*信息技术服务*云主机服务 1 50000.00
价税合计（大写）伍万圆整 （小写）¥50,000.00
"""
RECEIPT = "付款回单\n付款人户名：京北智造有限公司\n收款人户名：云上软件有限公司\n金额：人民币35,000.00\n日期：2025-06-20\n"
CSV = 'uscc,name,registered_in\r\n91110108MA01A8XW1Q,"京北, 智造",110108\r\n'
HTTP = ["/api/v1/programmes/beijing-2025/orders?status=placed&limit=2", "/a%20b/%E5%B7%A6?x=%31",
        "203.0.113.7, 127.0.0.1", "[2001:db8::1]:443"]
REDEEM = {"documents": [{"kind": "invoice", "dated": "2025-06-16", "amount": "50000.00",
                         "number": "25112000000012345678", "sealed": True, "format": "pdf"}],
          "checked": True}
CLAIMS = {"iss": "https://login.example.org", "aud": ["zuoquan"], "azp": "zuoquan", "sub": "1", "nonce": "n",
          "iat": 1_750_000_000, "exp": 1_750_000_300.5, "amr": ["pwd", "mfa"], "acr": "2"}
KEYS = {"keys": [{"kty": "RSA", "kid": "k", "alg": "RS256", "n": "u1SU", "e": "AQAB"},
                 {"kty": "EC", "kid": "k", "crv": "P-256", "x": "f83O", "y": "x_FE"}]}
PDF = (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
       b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
       b"trailer<</Root 1 0 R>>\n%%EOF\n")


def write(folder, name, number, data):
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    (place / f"seed-{number}").write_bytes(data if isinstance(data, bytes) else data.encode())


def workbook(path):
    """The smallest that a reader takes."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": "<workbook><sheets/></workbook>",
        "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        "<t>产品名称</t></is></c></row></sheetData></worksheet>"}
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)


def main(folder):
    for number, text in enumerate(VALUES):
        write(folder, "values", number, text)
    write(folder, "canonical", 0, '{"a":[1,-2,true,null,"左券"],"b":{"c":""}}')
    write(folder, "paper_text", 0, INVOICE)
    write(folder, "paper_text", 1, RECEIPT)
    write(folder, "csv", 0, CSV)
    for number, text in enumerate(HTTP):
        write(folder, "http", number, text)
    write(folder, "json", 0, json.dumps(REDEEM, ensure_ascii=False))
    for number, told in enumerate((CLAIMS, KEYS, {"alg": "ES256", "kid": "k", "typ": "JWT"})):
        write(folder, "identity", number, json.dumps(told))
    write(folder, "pdf", 0, PDF)
    write(folder, "image", 0, (HOUSE / "tests/api/square.png").read_bytes())
    write(folder, "wire", 0, json.dumps({"pages": [{"text": INVOICE}]}, ensure_ascii=False))
    for year in (2023, 2025):
        write(folder, "rulebook", year,
              (HOUSE / f"programmes/beijing-{year}/rulebook.toml").read_bytes())
    book = folder / "book.xlsx"
    workbook(book)
    write(folder, "workbook", 0, book.read_bytes())
    book.unlink()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
