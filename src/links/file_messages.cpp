// A file appears whole or not at all: it is written under another name, made durable and renamed.
#include "links/file_messages.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace zq {

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags)
        : number_{::open(path.c_str(), flags | O_CLOEXEC, 0640)} {
        if (number_ < 0) fail(path.c_str());
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("writing a message");
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void make_durable() const {
        if (::fsync(number_) != 0) fail("making a message durable");
    }

private:
    int number_;
};

}  // namespace

FileMessages::FileMessages(std::filesystem::path folder) : folder_{std::move(folder)} {
    std::filesystem::create_directories(folder_);
}

void FileMessages::send(const Message& message) {
    const Value value{Value::Map{{"id", message.id},
                                 {"to", message.to.value},
                                 {"programme", message.programme.value},
                                 {"kind", message.kind},
                                 {"facts", message.facts},
                                 {"at", message.at.micros}}};
    const std::string name = std::to_string(message.id) + ".json";
    const auto unfinished = folder_ / (name + ".new");
    {
        Descriptor file{unfinished, O_WRONLY | O_CREAT | O_TRUNC};
        file.write(canonical(value) + "\n");
        file.make_durable();
    }
    std::filesystem::rename(unfinished, folder_ / name);
    Descriptor{folder_, O_RDONLY | O_DIRECTORY}.make_durable();
}

}  // namespace zq
