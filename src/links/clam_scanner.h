// The virus scanner as ClamAV's daemon, clamd: the file is sent to it, so that it needs no access
// to our files. clamd knows no login and no encryption: it must run on this machine.
#pragma once

#include <chrono>

#include "app/virus_scanner.h"

namespace zq {

// Where clamd listens: either a port of this machine or a socket in the file system.
struct ScannerAddress {
    std::string host;  // 127.0.0.1 or ::1
    std::uint16_t port = 0;
    std::filesystem::path socket;
};

// Reads "127.0.0.1:3310", "[::1]:3310" or "unix:/run/clamav/clamd.ctl"; throws std::runtime_error
// on anything else.
ScannerAddress scanner_address(const std::string& text);

class ClamScanner : public VirusScanner {
public:
    explicit ClamScanner(ScannerAddress address,
                         std::chrono::seconds timeout = std::chrono::seconds{60})
        : address_{std::move(address)}, timeout_{timeout} {}

    std::string scan(const std::filesystem::path& file) override;

private:
    ScannerAddress address_;
    std::chrono::seconds timeout_;  // for each step: to connect, to take a piece, to answer
};

}  // namespace zq
