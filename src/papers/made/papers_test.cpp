// Every paper as people and machines read it: the same bytes twice, its text found again, and its
// look as it was when somebody last looked at it.
//
// ZQ_GOLDEN=write writes the golden images anew; look at them before they are committed.
#include <gtest/gtest.h>

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <cairo.h>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page-renderer.h>
#include <poppler/cpp/poppler-page.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "papers/made/fixture.h"
#include "papers/made/press.h"
#include "papers/made/sheet.h"

namespace zq::papers {
namespace {

std::unique_ptr<poppler::document> opened(const std::string& bytes) {
    poppler::byte_array data(bytes.begin(), bytes.end());
    std::unique_ptr<poppler::document> document{poppler::document::load_from_data(&data)};
    check(document != nullptr, "a paper is a PDF");
    return document;
}

// Without blanks: where a line breaks is not what is asked.
std::string text_of(const std::string& bytes) {
    const auto document = opened(bytes);
    std::string all;
    for (int i = 0; i < document->pages(); ++i) {
        const std::unique_ptr<poppler::page> page{document->create_page(i)};
        const auto utf8 = page->text().to_utf8();
        all.append(utf8.begin(), utf8.end());
    }
    std::erase_if(all, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
    return all;
}

// Shades of grey, row by row.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> shades;
};

poppler::image rendered(const std::string& bytes, int number) {
    const auto document = opened(bytes);
    const std::unique_ptr<poppler::page> page{document->create_page(number)};
    poppler::page_renderer renderer;
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    renderer.set_image_format(poppler::image::format_gray8);
    return renderer.render_page(page.get(), 72, 72);
}

Picture drawn(const std::string& bytes, int number = 0) {
    const poppler::image image = rendered(bytes, number);
    Picture picture{image.width(), image.height(), {}};
    for (int y = 0; y < picture.height; ++y) {
        const char* line = image.const_data() + y * image.bytes_per_row();
        picture.shades.insert(picture.shades.end(), line, line + picture.width);
    }
    return picture;
}

std::string golden_path(const std::string& name) {
    return "src/papers/made/golden/" + name + ".png";
}

Picture golden(const std::string& name) {
    cairo_surface_t* surface = cairo_image_surface_create_from_png(golden_path(name).c_str());
    check(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, "there is a golden image");
    Picture picture{
        cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
    const unsigned char* data = cairo_image_surface_get_data(surface);
    for (int y = 0; y < picture.height; ++y) {
        const unsigned char* line = data + y * cairo_image_surface_get_stride(surface);
        for (int x = 0; x < picture.width; ++x) picture.shades.push_back(line[4 * x]);
    }
    cairo_surface_destroy(surface);
    return picture;
}

double tile_distance(const Picture& a, const Picture& b, int left, int top, int side) {
    double sum = 0;
    for (int y = top; y < top + side; ++y) {
        for (int x = left; x < left + side; ++x) {
            const auto at = static_cast<std::size_t>(y * a.width + x);
            sum += std::abs(static_cast<int>(a.shades[at]) - static_cast<int>(b.shades[at]));
        }
    }
    return sum / (side * side);
}

// How far two pictures are apart where they differ most, 0 to 255: one changed word is little of a
// page, but much of its tile.
double distance(const Picture& a, const Picture& b) {
    if (a.width != b.width || a.height != b.height) return 255;
    constexpr int side = 16;
    double most = 0;
    for (int top = 0; top + side <= a.height; top += side) {
        for (int left = 0; left + side <= a.width; left += side) {
            most = std::max(most, tile_distance(a, b, left, top, side));
        }
    }
    return most;
}

// The same glyphs by another rasteriser stay below this; another digit does not.
constexpr double tolerance = 10;

bool looks_as(const std::string& name, const std::string& bytes, int number = 0) {
    const char* write = std::getenv("ZQ_GOLDEN");
    if (write && std::string{write} == "write") {
        rendered(bytes, number).save(golden_path(name), "png", 72);
    }
    return distance(drawn(bytes, number), golden(name)) < tolerance;
}

// 700 of the characters that papers are made of, from the middle of the block on.
std::vector<std::string> common_characters() {
    std::vector<std::string> all{"如", "券", "划", "型"};
    for (int code = 0x5000; all.size() < 704; code += 23) {
        all.push_back({static_cast<char>(0xE0 | (code >> 12)),
                       static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
                       static_cast<char>(0x80 | (code & 0x3F))});
    }
    return all;
}

Press press;

TEST(SizeCertificate, IsTheSameBytesTwice) {
    const std::string first = press.size_certificate(fixture::certificate());
    EXPECT_EQ(press.size_certificate(fixture::certificate()), first);
    EXPECT_LT(first.size(), 400'000U);
}

TEST(SizeCertificate, GivesItsTextBack) {
    const std::string text = text_of(press.size_certificate(fixture::certificate()));
    for (const char* part :
         {"中小微企业划型证明及用券承诺", "BJ2025-000042-7", "云主机服务", "北京春山软件有限公司",
          "91110108MA01ABCD1X", "小型企业", "8,000,000.00元", "应用软件开发", "B25-143",
          "2025年6月16日09:30:15", "0123456789abcdef"}) {
        EXPECT_TRUE(text.contains(part)) << part << " in " << text;
    }
}

TEST(SizeCertificate, IsOnePageWithWhatItIs) {
    const auto document = opened(press.size_certificate(fixture::certificate()));
    EXPECT_EQ(document->pages(), 1);
    const auto title = document->info_key("Title").to_utf8();
    EXPECT_EQ(std::string(title.begin(), title.end()), "中小微企业划型证明及用券承诺");
    EXPECT_EQ(document->info_date_t("CreationDate"), 1750037415);
}

TEST(SizeCertificate, LooksAsItDid) {
    const auto facts = fixture::certificate();
    EXPECT_TRUE(looks_as("size-certificate", press.size_certificate(facts)));
    auto changed = facts;
    changed.declared.staff = 51;
    EXPECT_GT(distance(drawn(press.size_certificate(changed)), golden("size-certificate")),
              tolerance);
}

// Its code is read from the page as anybody's telephone would read it.
TEST(SizeCertificate, CarriesACodeThatOpensItsCheck) {
    const auto facts = fixture::certificate();
    const auto document = opened(press.size_certificate(facts));
    const std::unique_ptr<poppler::page> page{document->create_page(0)};
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_gray8);
    const poppler::image image = renderer.render_page(page.get(), 150, 150);
    const ZXing::ImageView view{reinterpret_cast<const std::uint8_t*>(image.const_data()),
                                image.width(), image.height(), ZXing::ImageFormat::Lum,
                                image.bytes_per_row()};
    const ZXing::Result result = ZXing::ReadBarcode(
        view, ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true));
    EXPECT_EQ(result.text(), facts.check_url);
}

TEST(SizeCertificate, WrapsLongNamesAndKnowsRareCharacters) {
    auto facts = fixture::certificate();
    facts.on.enterprise.name = "北京㛃㬎䶮𬭎𠅤" + std::string{"数字智能制造产业技术研究院"} +
                               "及其长三角先进材料联合创新中心（有限合伙）";
    facts.on.product_name =
        "面向中小企业的一体化协同办公与供应链管理以及智能客服平台专业版三年期服务";
    const std::string bytes = press.size_certificate(facts);
    EXPECT_EQ(opened(bytes)->pages(), 1);
    const std::string text = text_of(bytes);
    EXPECT_TRUE(text.contains("㛃㬎䶮𬭎𠅤")) << text;
    EXPECT_TRUE(looks_as("size-certificate-long", bytes));
}

// Cairo's own subsets of this font lose glyphs; 如 was one of them.
TEST(Fonts, DrawEveryCharacter) {
    const std::vector<std::string> characters = common_characters();
    Properties properties;
    properties.date = "2025-06-16T09:00:00+08:00";
    constexpr int cell = 20;
    constexpr int columns = 22;
    const auto place = [](std::size_t i) {
        return std::pair{60 + static_cast<int>(i % columns) * cell,
                         70 + static_cast<int>(i / columns) * cell};
    };
    const std::string bytes = print(properties, [&](Sheet& sheet) {
        for (std::size_t i = 0; i < characters.size(); ++i) {
            const auto [x, y] = place(i);
            sheet.text_at(x, y, 3 * cell, characters[i], {.size = 14});
        }
    });
    const Picture picture = drawn(bytes);
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const auto [x, y] = place(i);
        int darkest = 255;
        for (int at = 0; at < cell * (cell - 6); ++at) {
            const auto pixel = static_cast<std::size_t>((y + at / (cell - 6)) * picture.width + x +
                                                        at % (cell - 6));
            darkest = std::min(darkest, static_cast<int>(picture.shades[pixel]));
        }
        EXPECT_LT(darkest, 160) << characters[i];
    }
}

TEST(OrderTable, NamesOrderHourAndProduct) {
    const std::string bytes = press.order_table(fixture::order());
    const std::string text = text_of(bytes);
    for (const char* part : {"BJ2025-000042-7", "2025年6月16日09:30:15", "云主机服务"}) {
        EXPECT_TRUE(text.contains(part)) << part;
    }
    EXPECT_TRUE(looks_as("order-table", bytes));
    EXPECT_EQ(press.order_table(fixture::order()), bytes);
}

TEST(Waiver, NamesTheOrderAndItsClauses) {
    const std::string bytes = press.waiver(fixture::order());
    EXPECT_TRUE(text_of(bytes).contains("B25-113"));
    EXPECT_TRUE(text_of(bytes).contains("BJ2025-000042-7"));
    EXPECT_TRUE(looks_as("waiver", bytes));
    EXPECT_EQ(press.waiver(fixture::order()), bytes);
}

TEST(Commitment, NamesTheProductAndItsClauses) {
    const std::string bytes = press.commitment(fixture::commitment());
    EXPECT_TRUE(text_of(bytes).contains("云主机服务"));
    EXPECT_TRUE(text_of(bytes).contains("B25-247"));
    EXPECT_TRUE(looks_as("commitment", bytes));
    EXPECT_EQ(press.commitment(fixture::commitment()), bytes);
}

TEST(Notice, ListsProductsOrPayments) {
    const std::string products = press.notice(fixture::notice(true));
    const std::string payouts = press.notice(fixture::notice(false));
    EXPECT_TRUE(text_of(products).contains("数智转型系统"));
    EXPECT_TRUE(text_of(payouts).contains("2,592,576.00"));
    EXPECT_TRUE(looks_as("notice-products", products));
    EXPECT_TRUE(looks_as("notice-payouts", payouts));
    EXPECT_EQ(press.notice(fixture::notice(true)), products);
}

TEST(PayoutList, GoesOnOverPagesWithItsHead) {
    const std::string bytes = press.payout_list(fixture::payout_list(20));
    ASSERT_EQ(opened(bytes)->pages(), 2);
    const std::string text = text_of(bytes);
    EXPECT_TRUE(text.contains("第2页，共2页"));
    EXPECT_NE(text.find("收款单位"), text.rfind("收款单位"));
    EXPECT_TRUE(text.contains("600,002.10"));
    EXPECT_TRUE(text.contains("人民币陆拾万零贰元壹角整"));
    EXPECT_TRUE(looks_as("payout-list-1", bytes, 0));
    EXPECT_TRUE(looks_as("payout-list-2", bytes, 1));
    EXPECT_EQ(press.payout_list(fixture::payout_list(20)), bytes);
}

}  // namespace
}  // namespace zq::papers
