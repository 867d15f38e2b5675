// The hours of a sweep are said here once more, apart from the product's.
#include "file_watch.h"

#include <algorithm>
#include <limits>

#include "base/digest.h"
#include "domain/commands.h"
#include "reckoning.h"

namespace zq::sim {

namespace {

constexpr Instant ever{std::numeric_limits<std::int64_t>::max()};
constexpr Instant never{std::numeric_limits<std::int64_t>::min()};
constexpr std::int64_t hour_s = 3600;

std::string about(const std::string& digest, PartyId owner) {
    return "file " + digest.substr(0, 8) + " of organisation " + std::to_string(owner.value);
}

}  // namespace

void FileWatch::acknowledged(const StoredFile& file, const std::string& bytes) {
    const std::string what = about(file.digest, file.owner);
    hold(Inv::scanned_clean, file.scanned == scans_ && !(scans_ && bytes.contains(virus)),
         what + " was taken, though nobody had passed it");
    hold(Inv::bytes_unchanged, file.digest == sha256_hex(bytes), what + " has another digest");
    acknowledged_[{file.digest, file.owner}] = file.at;
}

void FileWatch::turned_away(const TurnedAway& why, const std::string& bytes) {
    const bool infected = scans_ && bytes.contains(virus);
    hold(Inv::scanned_clean, why.virus.empty() || infected, "turned away for no virus");
}

void FileWatch::take(ProgrammeId programme, const Event& event) {
    const Value* request = event.body.find("request");
    if (!request) return;
    if (event.command == Redeem::act) {
        const auto redeem = decoded<Redeem>(*request);
        Story& story = stories_[{programme, redeem.order}];
        story = {};
        for (const Document& paper : redeem.documents) {
            if (paper.file.empty()) continue;
            story.handed_in.push_back(paper.file);
            named_.push_back({programme, redeem.order, paper.file, event.actor.organisation});
            digests_.insert(paper.file);
        }
    }
    if (event.command == OpenReview::act) {
        stories_[{programme, decoded<OpenReview>(*request).order}].opened_by = event.actor.person;
    }
    if (event.command == Review::act) {
        for (const auto& digest :
             stories_[{programme, decoded<Review>(*request).order}].handed_in) {
            hold(Inv::scanned_clean,
                 !scans_ || !shelved_.has(digest) || !shelved_.bytes(digest).contains(virus),
                 "a review rests on a file with a virus");
        }
    }
}

PersonId FileWatch::opened_by(ProgrammeId programme, OrderId order) const {
    const auto story = stories_.find({programme, order});
    return story == stories_.end() ? PersonId{} : story->second.opened_by;
}

bool FileWatch::is_there(const std::string& digest, PartyId owner) const {
    return register_.find(digest, owner).has_value() && shelved_.has(digest);
}

void FileWatch::sweep_begins(Instant now) {
    latest_sweep_ = std::max(latest_sweep_, now);
}

void FileWatch::sweep_ended(Instant now) {
    const Instant day_ago{now.micros - day_s * second};
    for (const StoredFile& file : register_.given_between(never, day_ago)) {
        hold(Inv::orphan_swept,
             is_named(file.digest) || strayed_.contains({file.digest, file.owner}),
             about(file.digest, file.owner) + " was used by nobody for a day and is kept");
    }
    const auto gone = register_.dropped_until({now.micros - hour_s * second});
    hold(Inv::orphan_swept, gone.empty(),
         "what was dropped an hour ago is neither discarded nor taken back");
}

void FileWatch::compare(Instant horizon) {
    std::map<Copy, std::optional<Instant>> rows;  // when they were dropped
    for (const StoredFile& file : register_.given_between(never, ever)) {
        const Copy copy{file.digest, file.owner};
        rows[copy] = std::nullopt;
        if (std::exchange(seen_[copy], file.at) == file.at) continue;
        strayed_.erase(copy);
        if (file.at <= horizon) strayed_.insert(copy);
    }
    for (const StoredFile& file : register_.dropped_until(ever)) {
        rows[{file.digest, file.owner}] = file.dropped;
    }
    for (const auto& [programme, order, digest, owner] : named_) {
        const std::string what = about(digest, owner);
        hold(Inv::upload_kept, shelved_.has(digest), what + " is named and lost");
        hold(Inv::bytes_unchanged, sha256_hex(shelved_.bytes(digest)) == digest,
             what + " has other bytes than were named");
        // Dropped while the act that names it waited for its turn: the next sweep takes it back.
        hold(Inv::upload_kept, rows.contains({digest, owner}), what + " is named and forgotten");
    }
    for (const auto& [copy, at] : acknowledged_) {
        if (is_named(copy.first) || at.micros <= latest_sweep_.micros - day_s * second) continue;
        hold(Inv::upload_kept, is_there(copy.first, copy.second),
             about(copy.first, copy.second) + " was acknowledged and is lost");
    }
    for (const Bytes* place : {&shelved_.in_place, &shelved_.aside}) {
        for (const auto& [digest, bytes] : *place) {
            const auto row = rows.lower_bound({digest, PartyId{}});
            hold(Inv::orphan_swept, row != rows.end() && row->first.first == digest,
                 "file " + digest.substr(0, 8) + " lies on the shelf and is nobody's");
        }
    }
}

}  // namespace zq::sim
