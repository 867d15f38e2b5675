// Passwords and secrets come from files or the environment, never from the command line, which
// every user of the machine can read.
#include "main/post_of.h"

#include <spdlog/spdlog.h>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "http/log_line.h"
#include "links/file_messages.h"
#include "links/folder_mail.h"
#include "links/mail_messages.h"
#include "links/webhook_messages.h"
#include "main/links_of.h"
#include "rulebook/letter_texts.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

constexpr auto pause_between = std::chrono::seconds{2};
constexpr std::size_t secret_bytes_min = 32;
// Whom mail of a demonstration comes from; it never leaves its folder.
constexpr const char* demo_sender = "noreply@zuoquan.example";

[[noreturn]] void refuse(const std::string& option, const std::string& given,
                         const std::string& why) {
    throw std::runtime_error{option + " is '" + given + "': " + why};
}

// Its first lines. For its owner only: what it holds opens a mailbox or signs for us.
std::vector<std::string> lines_of_secret(const std::string& option, const std::string& path,
                                         std::size_t count) {
    std::ifstream in{path};
    if (!in) refuse(option, path, "the file cannot be read");
    const auto others = fs::perms::others_all | fs::perms::group_write;
    if ((fs::status(path).permissions() & others) != fs::perms::none) {
        refuse(option, path, "the file is open to others; chmod 600 would be right");
    }
    std::vector<std::string> lines;
    std::string line;
    while (lines.size() < count && std::getline(in, line)) {
        if (line.ends_with('\r')) line.pop_back();
        lines.push_back(line);
    }
    if (lines.size() < count || lines.back().empty()) {
        refuse(
            option, path,
            count == 2 ? "two lines are needed, the user and the password" : "the file is empty");
    }
    return lines;
}

boost::urls::url_view parsed(const std::string& option, const std::string& given,
                             const char* right) {
    const auto url = boost::urls::parse_uri(given);
    if (!url) refuse(option, given, std::string{"'"} + right + "' would be right");
    if (url->has_userinfo()) refuse(option, "...", "passwords do not belong in it");
    const bool is_cut = !url->encoded_path().empty() && !url->encoded_path().starts_with('/');
    if (is_cut)
        refuse(option, given, "the host is none");  // as 127.0.0.1.example.org is, for Boost
    if (url->encoded_host().empty()) refuse(option, given, "the host is missing");
    return *url;
}

void read_credentials(const PostOptions& options, MailSettings& settings) {
    if (!options.mail_credentials.empty()) {
        const auto lines = lines_of_secret("--mail-credentials", options.mail_credentials, 2);
        settings.user = lines[0];
        settings.password = lines[1];
        return;
    }
    const char* user = std::getenv("ZUOQUAN_MAIL_USER");
    const char* password = std::getenv("ZUOQUAN_MAIL_PASSWORD");
    if (!user && !password) return;
    if (!user || !password) {
        throw std::runtime_error{"ZUOQUAN_MAIL_USER and ZUOQUAN_MAIL_PASSWORD go together"};
    }
    settings.user = user;
    settings.password = password;
}

}  // namespace

void add_post_options(CLI::App& command, PostOptions& options) {
    command.add_option("--mail", options.mail,
                       "Server that takes our mail: smtp://HOST:587, where STARTTLS is demanded, "
                       "or smtps://HOST:465; plain smtp:// on this machine only");
    command.add_option("--mail-from", options.mail_from, "Address that mail comes from");
    command.add_option("--mail-credentials", options.mail_credentials,
                       "File of two lines, user and password; ZUOQUAN_MAIL_USER and "
                       "ZUOQUAN_MAIL_PASSWORD if absent");
    command.add_option("--webhook", options.webhook,
                       "https:// address to which every message is posted");
    command.add_option("--webhook-secret", options.webhook_secret,
                       "File of the secret that signs what is posted");
}

std::unique_ptr<MailCarrier> open_mail(const PostOptions& options) {
    if (options.mail.empty()) return nullptr;
    const auto url = parsed("--mail", options.mail, "smtps://HOST:465");
    if (url.scheme() != "smtp" && url.scheme() != "smtps") {
        refuse("--mail", options.mail, "'smtps://HOST:465' or 'smtp://HOST:587' would be right");
    }
    if (!(url.encoded_path().empty() || url.encoded_path() == "/") || url.has_query() ||
        url.has_fragment()) {
        refuse("--mail", options.mail, "nothing may follow the host and the port");
    }
    if (!is_mail_address(options.mail_from)) {
        refuse("--mail-from", options.mail_from, "'noreply@vouchers.example.org' would be right");
    }
    MailSettings settings;
    settings.url = std::string{url.scheme()} + "://" + std::string{url.encoded_host_and_port()};
    settings.from = options.mail_from;
    settings.encrypted = url.scheme() == "smtps" || !is_this_machine(url);
    read_credentials(options, settings);
    return std::make_unique<MailMessages>(std::move(settings));
}

std::unique_ptr<WebhookCarrier> open_webhook(const PostOptions& options) {
    if (options.webhook.empty()) return nullptr;
    const auto url = parsed("--webhook", options.webhook, "https://HOST/PATH");
    const bool is_plain = url.scheme() == "http";
    if (url.scheme() != "https" && !(is_plain && is_this_machine(url))) {
        refuse("--webhook", options.webhook, "messages leave this machine encrypted only");
    }
    if (url.has_fragment()) refuse("--webhook", options.webhook, "nothing may follow a '#'");
    if (options.webhook_secret.empty()) {
        throw std::runtime_error{"--webhook needs --webhook-secret, a file with the secret"};
    }
    WebhookSettings settings;
    settings.url = options.webhook;
    settings.secret = lines_of_secret("--webhook-secret", options.webhook_secret, 1).front();
    if (settings.secret.size() < secret_bytes_min) {
        refuse("--webhook-secret", options.webhook_secret,
               "the secret is short; `openssl rand -hex 32` makes a good one");
    }
    return std::make_unique<WebhookMessages>(std::move(settings));
}

PostRooms open_post(const PostOptions& options, const PostPlaces& places) {
    PostRooms rooms{.letters = load_letter_texts(places.letters),
                    .outbox = nullptr,
                    .mail = open_mail(options),
                    .webhook = open_webhook(options)};
    if (rooms.mail && places.public_url.empty() && !places.demo) {
        throw std::runtime_error{"--mail needs --public-url, where the links of mails lead"};
    }
    const std::string outbox = places.outbox.empty() ? places.usual_outbox : places.outbox;
    if (!places.outbox.empty() || (!rooms.mail && !rooms.webhook)) {
        rooms.outbox = std::make_unique<FileMessages>(outbox);
    }
    if (places.demo && !rooms.mail) {
        rooms.mail = std::make_unique<FolderMail>(outbox + "/mail", demo_sender);
    }
    return rooms;
}

Posting::Posting(UseCases& use_cases, Clock& clock, const PostRooms& rooms,
                 PostOffice::Settings settings)
    : office_{use_cases, clock, rooms.letters,
              Ways{.outbox = rooms.outbox.get(),
                   .mail = rooms.mail.get(),
                   .webhook = rooms.webhook.get()},
              std::move(settings)},
      thread_{[this] { run(); }} {}

Posting::~Posting() {
    {
        const std::scoped_lock lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Posting::run() {
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        lock.unlock();
        try {
            office_.work(stopping_);
        } catch (const CommitUnknown& fault) {
            spdlog::critical(http::log_line({{"event", "commit-unknown"}, {"what", fault.what()}}));
            std::_Exit(70);
        } catch (const std::exception& fault) {
            spdlog::error(http::log_line({{"event", "post-fault"}, {"what", fault.what()}}));
        }
        lock.lock();
        wake_.wait_for(lock, pause_between, [this] { return stopping_.load(); });
    }
}

}  // namespace zq
