// The port to uploaded files, as a program of its own for each call, walled in.
#pragma once

#include "app/paper_reader.h"

namespace zq::papers {

class ReaderProcess final : public app::PaperReader {
public:
    explicit ReaderProcess(std::filesystem::path program);

    // Where the reader lies when it was installed with the program that runs.
    static std::filesystem::path beside_this_program();

    app::Inspection inspect(const std::filesystem::path& file) override;
    Transcript read(const std::filesystem::path& file) override;
    std::expected<app::SheetCells, app::SheetFault> read_form(
        const std::filesystem::path& file) override;
    std::string draw(const std::filesystem::path& file, std::int64_t page,
                     std::int64_t width) override;
    std::string bind(std::span<const std::filesystem::path> images) override;

private:
    std::filesystem::path program_;
};

}  // namespace zq::papers
