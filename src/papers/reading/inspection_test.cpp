// Hostile files, each refused by its own name and in less than two seconds, through the real
// reader; and honest ones of real programs, which must pass.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "papers/reading/files_fixture.h"
#include "papers/reading/reader_process.h"

namespace zq::papers {
namespace {

using namespace fixture;
using app::Hazard;

class Inspection : public testing::Test {
protected:
    app::Inspection look(std::string_view bytes) {
        const auto start = std::chrono::steady_clock::now();
        const app::Inspection found = reader_.inspect(folder_.with("file", bytes));
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        EXPECT_LT(took.count(), 2.0);
        return found;
    }
    std::string hazard(std::string_view bytes) { return std::string{name_of(look(bytes).hazard)}; }

    Folder folder_;
    ReaderProcess reader_{ReaderProcess::beside_this_program()};
};

std::string action(const std::string& body) {
    return "<</Type/Action" + body + ">>";
}

TEST_F(Inspection, PlainFilesPass) {
    const app::Inspection pdf = look(plain_pdf("", {}, 3));
    EXPECT_EQ(pdf.hazard, Hazard::none);
    EXPECT_EQ(pdf.media_type, "application/pdf");
    EXPECT_EQ(pdf.pages, 3);
    const app::Inspection png = look(png_of(200, 100));
    EXPECT_EQ(png.hazard, Hazard::none);
    EXPECT_EQ(png.media_type, "image/png");
    EXPECT_EQ(png.pages, 1);
    const app::Inspection xlsx = look(workbook_of({{"xl/worksheets/sheet1.xml", "<sheet/>"}}));
    EXPECT_EQ(xlsx.hazard, Hazard::none);
    EXPECT_EQ(xlsx.media_type, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    EXPECT_EQ(xlsx.pages, 0);
}

TEST_F(Inspection, WhatIsNoPaper) {
    EXPECT_EQ(hazard(""), "file-type");
    EXPECT_EQ(hazard("MZ\x90"), "file-type");
    EXPECT_EQ(hazard("<html><body>合同</body></html>"), "file-type");
    EXPECT_EQ(hazard(zip_of({{"word/document.xml", "<w/>"}})), "file-type");
    std::mt19937 dice{7};
    std::string noise(10 << 20, '\0');
    for (char& c : noise) c = static_cast<char>(dice());
    EXPECT_EQ(hazard(noise), "file-type");
    EXPECT_EQ(hazard("%PDF-1.7\n" + noise), "file-broken");
    EXPECT_EQ(hazard("%PDF-1.7\n" + noise + "\n%%EOF\n"), "file-broken");
    EXPECT_EQ(hazard(std::string{"\xd0\xcf\x11\xe0"} + std::string(600, '\0') +
                     std::string{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32}),
              "file-encrypted");
}

TEST_F(Inspection, BrokenFiles) {
    EXPECT_EQ(hazard("%PDF-1.4\ngarbage"), "file-broken");
    EXPECT_EQ(hazard("%PDF-1.4\ngarbage\n%%EOF"), "file-broken");
    EXPECT_EQ(hazard(png_of(20, 20).substr(0, 60)), "file-broken");
    EXPECT_EQ(hazard("\xff\xd8\xff\xe0 not much more"), "file-broken");
    const std::string png = png_of(20, 20);
    EXPECT_EQ(hazard(png.substr(0, 33) + png_part("IDAT", "no pixels") + png_part("IEND", "")),
              "file-broken");
    std::string damaged = png_of(20, 20);
    damaged[20] ^= 1;
    EXPECT_EQ(hazard(damaged), "file-broken");
    std::string cut = workbook_of();
    cut[40] ^= 0x55;
    EXPECT_NE(hazard(cut), "none");
}

TEST_F(Inspection, EncryptedPdf) {
    EXPECT_EQ(hazard(plain_pdf("",
                               {"<</Filter/Standard/V 1/R 2/P -4/O(" + std::string(32, 'o') +
                                ")/U(" + std::string(32, 'u') + ")>>"},
                               1, "/Encrypt 4 0 R/ID[(a)(a)]")),
              "file-encrypted");
}

TEST_F(Inspection, PdfThatActs) {
    const std::string script = "/S/JavaScript/JS(app.alert\\(1\\))";
    EXPECT_EQ(hazard(plain_pdf("/OpenAction 4 0 R", {action(script)})), "file-active");
    EXPECT_EQ(hazard(plain_pdf("/OpenAction<</S/JavaScript/JS(1)>>")), "file-active");
    EXPECT_EQ(hazard(plain_pdf("/OpenAction 4 0 R", {action("/S/#4aavaScript/J#53(1)")})),
              "file-active");
    EXPECT_EQ(hazard(plain_pdf("/Names<</JavaScript<</Names[(a)4 0 R]>>>>", {action(script)})),
              "file-active");
    EXPECT_EQ(hazard(plain_pdf("/OpenAction 4 0 R", {action("/S/Launch/F(cmd.exe)")})),
              "file-active");
    EXPECT_EQ(hazard(plain_pdf("/AA<</WC 4 0 R>>", {action("/S/Named/N/Print")})), "file-active");
    EXPECT_EQ(hazard(plain_pdf("", {}, 1, "", "/AA<</O<</S/GoTo>>>>")), "file-active");
    for (const char* kind : {"/S/GoToR/F(x.pdf)/D[0/Fit]", "/S/GoToE/D(a)", "/S/ImportData/F(x)",
                             "/S/SubmitForm/F(http://example.com/)", "/S/Rendition/OP 0",
                             "/S/URI/URI(http://example.com/)", "/S/Movie", "/S/Sound"}) {
        EXPECT_EQ(hazard(plain_pdf("/OpenAction 4 0 R", {action(kind)})), "file-active") << kind;
    }
    EXPECT_EQ(hazard(plain_pdf("/AcroForm<</XFA 4 0 R>>", {stream_of("", "<xdp/>")})),
              "file-active");
    EXPECT_EQ(hazard(plain_pdf("", {"<</Type/Annot/Subtype/RichMedia>>"})), "file-active");
    EXPECT_EQ(look(plain_pdf("/OpenAction 4 0 R", {action(script)})).facts.at("found"),
              Value{"JavaScript"});
}

TEST_F(Inspection, ActionsHiddenFromThoseWhoSearchTheBytes) {
    const std::string objects = "4 0 <</S/JavaScript/JS(1)>>";
    const auto packed = [&](const std::string& filter, const std::string& body) {
        return plain_pdf("/OpenAction 4 0 R",
                         {stream_of("/Type/ObjStm/N 1/First 4" + filter, body)});
    };
    EXPECT_EQ(hazard(packed("/Filter/FlateDecode", deflated(objects))), "file-active");
    EXPECT_EQ(hazard(packed("/Filter[/Fl]", deflated(objects))), "file-active");
    EXPECT_EQ(hazard(packed("", objects)), "file-active");
    EXPECT_EQ(
        hazard(plain_pdf("", {stream_of("/N 1/First 4/Filter/FlateDecode", deflated(objects))})),
        "file-active");
    EXPECT_EQ(hazard(packed("/Filter[/ASCIIHexDecode/FlateDecode]", "789c>")), "file-active");
    EXPECT_EQ(hazard(packed("/Filter/FlateDecode/DecodeParms<</Predictor 12>>", deflated(objects))),
              "file-active");
    EXPECT_EQ(hazard(packed("/Filter/FlateDecode", deflated(objects).substr(0, 12))),
              "file-broken");
    // Objects where none should be: a crooked table of contents may point to each of them.
    const std::string hidden = "9 0 obj <</S/JavaScript/JS(1)>> endobj";
    EXPECT_EQ(hazard(plain_pdf("", {"(" + hidden + ")"})), "file-active");
    EXPECT_EQ(hazard(plain_pdf("", {"null % " + hidden})), "file-active");
    EXPECT_EQ(hazard(plain_pdf("", {stream_of("", hidden)})), "file-active");
    EXPECT_EQ(hazard(plain_pdf("", {"(never closed"}).append(hidden + "\n%%EOF")), "file-active");
}

// What stands within an object says nothing of what follows it.
TEST_F(Inspection, AWordWithinADictionaryHidesNoObjectStream) {
    const std::string objects = "4 0 <</S/JavaScript/JS(1)>>";
    const std::string head = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";
    for (const char* word : {"/X xobj", "/X obj", "/X endobj", "/X[>>endobj<<]", "/X<<>>endobj",
                             "/X 7 0 obj", "/X<AB>>obj"}) {
        EXPECT_EQ(
            hazard(plain_pdf("/OpenAction 4 0 R", {stream_of(head + word, deflated(objects))})),
            "file-active")
            << word;
    }
}

// ---- what a PDF carries

std::string carrying(const std::string& stream, const std::string& ef = "<</F 4 0 R/UF 4 0 R>>",
                     const std::vector<std::string>& more = {}) {
    std::vector<std::string> objects{stream, "<</Type/Filespec/F(a.xml)/EF" + ef + ">>"};
    objects.insert(objects.end(), more.begin(), more.end());
    return plain_pdf("/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>/AF[5 0 R]", objects);
}
const std::string xbrl =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xbrl xmlns=\"http://www.xbrl.org/2003/instance\">"
    "<金额>100.00</金额></xbrl>";

TEST_F(Inspection, APdfMayCarryItsDataAsXml) {
    const std::string type = "/Type/EmbeddedFile/Subtype/text#2Fxml";
    const app::Inspection found =
        look(carrying(stream_of(type + "/Filter/FlateDecode", deflated(xbrl))));
    EXPECT_EQ(found.hazard, Hazard::none) << canonical(Value{found.facts});
    EXPECT_EQ(found.pages, 1);
    EXPECT_EQ(hazard(carrying(stream_of(type, xbrl))), "none");
    EXPECT_EQ(hazard(carrying(stream_of("", "\xef\xbb\xbf<!-- a -->\n<a>1</a>"))), "none");
}

TEST_F(Inspection, APdfMayCarryNothingElse) {
    const auto carried = [&](const std::string& content) {
        return hazard(
            carrying(stream_of("/Type/EmbeddedFile/Filter/FlateDecode", deflated(content))));
    };
    for (const char* content :
         {"MZ", "", "hello", "<", "< a/>", "<?xml version=\"1.0\"?>",
          "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a/><!ENTITY b SYSTEM \"file:///\">",
          "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><a/>",
          "<?xml-stylesheet href=\"http://x/\"?><a/>", "<html><script>1</script></html>",
          "<svg onload=\"1\"/>"}) {
        EXPECT_EQ(carried(content), "file-attachment") << content;
    }
    EXPECT_EQ(carried(std::string{"\xff\xfe<\0a\0/\0>\0", 10}), "file-attachment");
    const app::Inspection found = look(carrying(stream_of("/Type/EmbeddedFile", "MZ")));
    EXPECT_EQ(found.facts.at("found"), Value{"no-xml"});
    const std::string large = "<a>" + std::string(5 << 20, 'x') + "</a>";
    EXPECT_EQ(hazard(carrying(stream_of("/Filter/FlateDecode", deflated(large)))),
              "file-attachment");
    EXPECT_EQ(hazard(carrying(stream_of("", large))), "file-attachment");
    EXPECT_EQ(hazard(carrying(stream_of("/Filter/FlateDecode", "no zlib"))), "file-attachment");
    EXPECT_EQ(hazard(carrying(stream_of("/Filter/ASCIIHexDecode", "3c612f3e>"))),
              "file-attachment");
    EXPECT_EQ(hazard(carrying("<<>>")), "file-attachment");
    EXPECT_EQ(hazard(carrying(stream_of("", xbrl), "6 0 R", {"<</F 4 0 R>>"})), "file-attachment");
    std::vector<std::string> many;
    for (int i = 0; i < 9; ++i) many.push_back(stream_of("/Type/EmbeddedFile", xbrl));
    EXPECT_EQ(hazard(plain_pdf("", many)), "file-attachment");
}

// One number for two objects, one of them where only a crooked table of contents looks.
TEST_F(Inspection, AttachedFilesCannotBeExchanged) {
    const std::string good = stream_of("", xbrl);
    EXPECT_EQ(hazard(carrying(good, "<</F 4 0 R>>", {"(4 0 obj <<>> stream MZ)"})),
              "file-attachment");
    EXPECT_EQ(hazard(carrying(good, "<</F 4 0 R>>",
                              {"<</X 9 0 obj>>\nendobj\n4 0obj\n" + stream_of("", "MZ")})),
              "file-attachment");
    EXPECT_EQ(hazard(carrying(good, "<</F 4 0 R>>",
                              {"[\nendobj\n4 0 obj\n" + stream_of("/X 9 0 obj", "MZ")})),
              "file-attachment");
}

TEST_F(Inspection, WordsThatOnlyLookLikeActionsPass) {
    EXPECT_EQ(hazard(plain_pdf("", {"<</Title(HTML/JavaScript training)>>",
                                    stream_of("", "BT (HTML/JavaScript) Tj ET"),
                                    "<</S/URI/URI(https://example.com/)>>"})),
              "none");
    EXPECT_EQ(hazard(plain_pdf("/OpenAction[3 0 R/XYZ null null 0]",
                               {"<</S/URI/URI(https://example.com/)>>"})),
              "none");
    EXPECT_EQ(hazard(plain_pdf("/OpenAction 4 0 R", {action("/S/GoTo/D[3 0 R/Fit]"),
                                                     "<</S/URI/URI(https://example.com/)>>"})),
              "none");
}

TEST_F(Inspection, TwoKindsInOne) {
    EXPECT_EQ(hazard(plain_pdf() + zip_of({{"a.txt", "a"}})), "file-polyglot");
    EXPECT_EQ(hazard(plain_pdf() + zip_of({{"a.txt", "a"}}) + "%%EOF"), "file-polyglot");
    EXPECT_EQ(hazard("\n" + plain_pdf()), "file-polyglot");
    EXPECT_EQ(hazard("<html>" + plain_pdf()), "file-polyglot");
    EXPECT_EQ(hazard(pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"}, "",
                            "%PDF-1.4 <HTML><Script>alert(1)</Script>\n")),
              "file-polyglot");
    EXPECT_EQ(hazard(png_of(9, 9) + "<html><script>1</script>"), "file-polyglot");
    EXPECT_EQ(hazard(png_of(9, 9, "<script>alert(1)</script>")), "file-polyglot");
    EXPECT_EQ(hazard(png_of(9, 9) + zip_of({{"a.txt", "a"}})), "file-polyglot");
    EXPECT_EQ(hazard(workbook_of() + "%PDF-1.4"), "file-broken");
}

TEST_F(Inspection, Bombs) {
    EXPECT_EQ(hazard(png_of(50'000, 50'000)), "file-dimensions");
    EXPECT_EQ(hazard(png_of(30'000, 1)), "file-dimensions");
    const std::string zeros(80 << 20, '\0');
    EXPECT_EQ(hazard(plain_pdf(
                  "", {stream_of("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflated(zeros))})),
              "file-dimensions");
    EXPECT_EQ(hazard(plain_pdf("", {stream_of("/Filter/FlateDecode", deflated(zeros))}, 1, "",
                               "/Contents 4 0 R")),
              "none");  // nobody unpacks it here; reading has its own limits
    EXPECT_EQ(hazard(workbook_of({{"xl/worksheets/sheet1.xml", zeros}})), "file-dimensions");
    EXPECT_EQ(hazard(workbook_of({{"xl/a.xml", std::string(60 << 20, ' ')}})), "file-dimensions");
    EXPECT_EQ(hazard(workbook_of({{"xl/inner.dat", zip_of({{"a", "a"}})}})), "file-dimensions");
    std::vector<ZipPart> many;
    for (int i = 0; i < 2'500; ++i) many.push_back({"xl/" + std::to_string(i), "a"});
    EXPECT_EQ(hazard(workbook_of(many)), "file-dimensions");
    const app::Inspection thick = look(plain_pdf("", {}, 301));
    EXPECT_EQ(thick.hazard, Hazard::too_many_pages);
    EXPECT_EQ(thick.facts.at("pages"), Value{301});
}

TEST_F(Inspection, ADirectoryThatLiesAboutSizes) {
    std::string bomb = workbook_of({{"xl/worksheets/sheet1.xml", std::string(80 << 20, '\0')}});
    // Both places that name the size of the part say one kilobyte.
    const std::string size = little(80 << 20, 4);
    for (std::size_t at = bomb.find(size); at != std::string::npos; at = bomb.find(size, at)) {
        bomb.replace(at, 4, little(1024, 4));
    }
    EXPECT_NE(hazard(bomb), "none");
}

TEST_F(Inspection, WorkbooksThatReachOut) {
    const auto related = [&](const std::string& relation,
                             const std::string& around = "Relationships") {
        return hazard(workbook_of(
            {{"xl/_rels/workbook.xml.rels", "<" + around + ">" + relation + "</" + around + ">"}}));
    };
    const std::string types =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string link = " Type=\"" + types + "hyperlink\"";
    const std::string picture = " Type=\"" + types + "image\"";
    const std::string outside = " Target=\"http://x/\" TargetMode=\"External\"/>";
    EXPECT_EQ(related("<Relationship" + link + outside), "none");
    EXPECT_EQ(related("<Relationship" + picture + " Target=\"media/a.png\"/>"), "none");
    EXPECT_EQ(related("<Relationship" + picture + outside), "file-active");
    for (const std::string& relation :
         {"<Relationship\n" + picture + "\n" + outside, "<p:Relationship" + picture + outside,
          "<Relationship" + picture + " Target=\"http://x/\" TargetMode=\"Extern&#97;l\"/>",
          "<Relationship" + picture + " Target=\"a>b\" TargetMode=\"External\"/>",
          "<Relationship" + picture + " Target=\"http://x/\" TargetMode='External'/>",
          "<Relationship" + picture + " Target=\"http://x/\"/>",
          "<Relationship" + picture + " Target=\"\\\\x\\y\"/>",
          "<Relationship" + link + picture + outside, "<Relationship" + outside,
          "<Relationship Type=\"http://x/hyperlink\"" + outside,
          "<Relationship" + picture + " TargetMode=\"Internal\"" + outside,
          "<a><b><Relationship" + picture + outside + "</b></a>"}) {
        EXPECT_EQ(related(relation), "file-active") << relation;
    }
    EXPECT_EQ(related("<p:Relationship" + picture + outside, "p:Relationships"), "file-active");
    EXPECT_EQ(related("<Relationship"), "file-broken");
    EXPECT_EQ(hazard(workbook_of({{"xl/_RELS/a.RELS", "<a><Relationship" + outside + "</a>"}})),
              "file-active");
    EXPECT_EQ(hazard(workbook_of({{"xl/_rels/a.rels", std::string{"<\0a\0/\0>\0", 8}}})),
              "file-active");
}

TEST_F(Inspection, WorkbooksThatAct) {
    for (const char* name :
         {"xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin",
          "xl/activeX/activeX1.xml", "../evil.xml", "/etc/cron.d/evil", "xl/../../evil", "C:evil",
          "xl\\..\\evil", "XL/VBAPROJECT.BIN"}) {
        EXPECT_EQ(hazard(workbook_of({{name, "x"}})), "file-active") << name;
    }
    EXPECT_EQ(hazard(zip_of(
                  {{"[Content_Types].xml", "<T><Default ContentType=\"a/macro&#69;nabled\"/></T>"},
                   {"xl/workbook.xml", "<workbook/>"}})),
              "file-active");
    EXPECT_EQ(hazard(workbook_of({{"xl/a.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]>"}})),
              "file-active");
}

// What real programs write passes: places to open at, outlines, links.
class MadeByOthers : public Inspection {
protected:
    bool has(const char* program) {
        return std::system((std::string{"command -v "} + program + " >/dev/null").c_str()) == 0;
    }
    void run(const std::string& command) {
        const std::string whole = "cd '" + folder_.path().string() + "' && HOME=. timeout 60 " +
                                  command + " >>said.txt 2>&1";
        // A browser that falls over once is not what is tested here.
        const bool made = std::system(whole.c_str()) == 0 || std::system(whole.c_str()) == 0;
        ASSERT_TRUE(made) << command << "\n" << text_of("said.txt");
    }
    std::string text_of(const std::string& name) {
        std::ifstream file{folder_.path() / name};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    void expect_paper(const std::string& name) {
        const std::filesystem::path file = folder_.path() / name;
        const app::Inspection found = reader_.inspect(file);
        EXPECT_EQ(name_of(found.hazard), "none") << canonical(Value{found.facts});
        const Transcript read = reader_.read(file);
        ASSERT_EQ(read.pages.size(), 1U);
        EXPECT_TRUE(read.complete);
        EXPECT_NE(read.pages[0].text.find("100,000.00"), std::string::npos);
        EXPECT_NE(read.pages[0].text.find("技术服务合同"), std::string::npos) << read.pages[0].text;
        EXPECT_EQ(reader_.draw(file, 1, 600).substr(1, 3), "PNG");
    }
};

TEST_F(MadeByOthers, LibreOffice) {
    ASSERT_TRUE(has("soffice")) << "LibreOffice is not installed; ./dev test installs it";
    folder_.with("paper.txt", "技术服务合同\n合同金额：¥100,000.00，见 https://example.com/\n");
    run("soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to pdf paper.txt");
    expect_paper("paper.pdf");
}

TEST_F(MadeByOthers, AttachedByPoppler) {
    ASSERT_TRUE(has("pdfattach"))
        << "poppler's programs are not installed; ./dev test installs them";
    folder_.with("paper.pdf", plain_pdf());
    folder_.with("data.xml", xbrl);
    folder_.with("data.exe", "MZ");
    run("pdfattach paper.pdf data.xml good.pdf");
    run("pdfattach paper.pdf data.exe bad.pdf");
    EXPECT_EQ(reader_.inspect(folder_.path() / "good.pdf").hazard, Hazard::none);
    EXPECT_EQ(reader_.inspect(folder_.path() / "bad.pdf").hazard, Hazard::attachment);
}

TEST_F(MadeByOthers, Chromium) {
    ASSERT_TRUE(has("chromium")) << "Chromium is not installed; ./dev test installs it";
    folder_.with("paper.html",
                 "<meta charset=utf-8><h1>技术服务合同</h1><p>合同金额：¥100,000.00 "
                 "<a href='https://example.com/'>附件</a></p>");
    run("chromium --headless --no-sandbox --disable-gpu --user-data-dir=profile "
        "--print-to-pdf=paper.pdf paper.html");
    expect_paper("paper.pdf");
}

}  // namespace
}  // namespace zq::papers
