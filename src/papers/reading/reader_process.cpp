// What comes back from behind the wall is as hostile as the file: it is bounded, parsed strictly
// and, where it makes no sense, taken as a broken file.
#include "papers/reading/reader_process.h"

#include <fcntl.h>

#include <cerrno>
#include <system_error>

#include "base/digest.h"
#include "papers/reading/child.h"
#include "papers/reading/descriptor.h"
#include "papers/reading/limits.h"
#include "papers/reading/wire.h"

namespace zq::papers {

namespace {

using namespace std::chrono_literals;

Descriptor opened(const std::filesystem::path& file) {
    Descriptor descriptor{open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)};
    if (descriptor.get() < 0) {
        throw std::system_error{errno, std::generic_category(), "a stored file cannot be opened"};
    }
    return descriptor;
}

// Not mapped: the server must not fall over a file that somebody cuts short meanwhile.
std::string bytes_of(const Descriptor& file) {
    std::string bytes;
    std::string part(1 << 20, '\0');
    for (;;) {
        const ssize_t got =
            pread(file.get(), part.data(), part.size(), static_cast<off_t>(bytes.size()));
        if (got < 0) throw std::system_error{errno, std::generic_category(), "a stored file"};
        if (got == 0) return bytes;
        bytes.append(part, 0, static_cast<std::size_t>(got));
    }
}

app::Inspection refused(app::Hazard hazard) {
    app::Inspection inspection;
    inspection.hazard = hazard;
    return inspection;
}

app::Inspection inspection_of(const Report& report) {
    switch (report.ending) {
        case Ending::answered: break;
        case Ending::out_of_time:
        case Ending::out_of_memory: return refused(app::Hazard::too_slow);
        case Ending::broke:
        case Ending::breached: return refused(app::Hazard::broken);
    }
    return inspection_from_wire(report.answer).value_or(refused(app::Hazard::broken));
}

}  // namespace

ReaderProcess::ReaderProcess(std::filesystem::path program) : program_{std::move(program)} {}

std::filesystem::path ReaderProcess::beside_this_program() {
    return std::filesystem::read_symlink("/proc/self/exe").replace_filename("zuoquan-reader");
}

app::Inspection ReaderProcess::inspect(const std::filesystem::path& file) {
    const Descriptor descriptor = opened(file);
    return inspection_of(run_errand(program_, {.arguments = {"inspect"},
                                               .files = {descriptor.get()},
                                               .time_max = 1800ms,
                                               .answer_max = 64 << 10}));
}

Transcript ReaderProcess::read(const std::filesystem::path& file) {
    const Descriptor descriptor = opened(file);
    const Report report = run_errand(program_, {.arguments = {"read"},
                                                .files = {descriptor.get()},
                                                .time_max = read_time + 10s,
                                                .answer_max = 32 << 20});
    Transcript transcript;
    transcript.complete = false;
    if (report.ending == Ending::answered) {
        if (auto answer = transcript_from_wire(report.answer)) transcript = *std::move(answer);
    }
    transcript.file = sha256_hex(bytes_of(descriptor));
    transcript.reader = app::reader_version;
    return transcript;
}

std::expected<app::SheetCells, app::SheetFault> ReaderProcess::read_form(
    const std::filesystem::path& file) {
    const Descriptor descriptor = opened(file);
    const Report report = run_errand(program_, {.arguments = {"form"},
                                                .files = {descriptor.get()},
                                                .time_max = 5s,
                                                .answer_max = 32 << 20});
    switch (report.ending) {
        case Ending::answered: break;
        case Ending::out_of_time:
        case Ending::out_of_memory: return std::unexpected{"too-large"};
        case Ending::broke:
        case Ending::breached: return std::unexpected{"not-a-workbook"};
    }
    return form_from_wire(report.answer).value_or(std::unexpected{"not-a-workbook"});
}

std::string ReaderProcess::draw(const std::filesystem::path& file, std::int64_t page,
                                std::int64_t width) {
    const Descriptor descriptor = opened(file);
    return run_errand(program_, {.arguments = {"draw", std::to_string(page), std::to_string(width)},
                                 .files = {descriptor.get()},
                                 .time_max = 10s,
                                 .answer_max = 64 << 20})
        .answer;
}

std::string ReaderProcess::bind(std::span<const std::filesystem::path> images) {
    if (images.empty() || images.size() > bound_images_max) return {};
    std::vector<Descriptor> descriptors;
    std::vector<int> files;
    for (const std::filesystem::path& image : images) {
        descriptors.push_back(opened(image));
        files.push_back(descriptors.back().get());
    }
    return run_errand(program_, {.arguments = {"bind"},
                                 .files = std::move(files),
                                 .time_max = 60s,
                                 .answer_max = 256 << 20})
        .answer;
}

}  // namespace zq::papers
