// The ways on which messages leave the house: options of `serve`, read strictly, and the thread
// that carries them, so that a slow server delays no deadline.
#pragma once

#include <CLI/CLI.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "app/post_office.h"

namespace zq {

struct PostOptions {
    std::string mail;
    std::string mail_from;
    std::string mail_credentials;
    std::string webhook;
    std::string webhook_secret;
};

void add_post_options(CLI::App& command, PostOptions& options);

// Where things lie that the post needs.
struct PostPlaces {
    std::string letters;  // the file of words
    std::string outbox;   // as given; empty: the usual one, where nothing else takes messages
    std::string usual_outbox;
    std::string public_url;
    bool demo = false;  // mail goes into a folder of the outbox, when no server takes it
};

// The ways out, and the words.
struct PostRooms {
    LetterTexts letters;
    std::unique_ptr<Messages> outbox;
    std::unique_ptr<MailCarrier> mail;
    std::unique_ptr<WebhookCarrier> webhook;
};

// Throws what is wrong with options or words.
PostRooms open_post(const PostOptions& options, const PostPlaces& places);

// Null when none is configured. Throws what is wrong with the options.
std::unique_ptr<MailCarrier> open_mail(const PostOptions& options);
std::unique_ptr<WebhookCarrier> open_webhook(const PostOptions& options);

// Works until it is destroyed; a parcel that is on the wire is carried to its end.
class Posting {
public:
    Posting(UseCases& use_cases, Clock& clock, const PostRooms& rooms,
            PostOffice::Settings settings);
    ~Posting();
    Posting(const Posting&) = delete;
    Posting& operator=(const Posting&) = delete;

private:
    void run();

    PostOffice office_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace zq
