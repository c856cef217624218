#include "seal/chain_check.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/hex.h"

namespace vouch::seal {

namespace {

/// What people call a subject: "observation 4f0c..", "title and words of observation 4f0c..", "snapshot 2017-03-04/1".
std::string name_of(const std::string& kind, const std::string& id) {
    if (kind == "observation_text") return "title and words of observation " + id;
    if (kind == "import_file") return "import file " + id;
    if (kind == "sealed_period") return "sealed period " + id;
    return kind + " " + id;
}

/// A change set as the sentences about its changes name it: "change set 2 of 2024-01-02T00:00:00.000000Z by Asha".
std::string name_of(const change_set& link) {
    const auto time = link.recorded_at ? " of " + to_string(*link.recorded_at) : "";
    return fmt::format("change set {}{} by {}", link.seq, time, link.actor);
}

bool is_whole(const listed_change& listed) {
    return !listed.kind.empty() && !listed.id.empty() && !listed.digest.empty();
}

std::string missing(const listed_change& listed, std::string_view where) {
    return fmt::format("{}: missing, {} lists it", name_of(listed.kind, listed.id), where);
}

/// Enough of a hash for a person to compare.
std::string short_hash(std::string_view digits) {
    return std::string(digits.substr(0, 16)) + "..";
}

}  // namespace

void verification::add(std::string problem) {
    ++problem_count;
    if (problems.size() < problems_max) problems.push_back(std::move(problem));
}

chain_check::chain_check(uuid tenant_id, std::optional<anchored_head> anchor)
    : tenant_id_(tenant_id), anchor_(std::move(anchor)) {
    if (anchor_ && anchor_->seq == 0) hash_at_anchor_ = to_hex(last_hash_);
}

void chain_check::link(change_set found) {
    if (found.seq < 1) {
        found_.add(fmt::format("change set {}: put in, a chain begins with change set 1", found.seq));
        return;
    }
    check_place_in_chain(found);
    check_is_whole(found);
    ++found_.change_sets;
    last_seq_ = found.seq;
    last_recorded_at_ = found.recorded_at;
    last_hash_ = found.hash;
    if (anchor_ && anchor_->seq == found.seq) hash_at_anchor_ = to_hex(found.hash);
    group_.push_back(std::move(found));
}

void chain_check::check_place_in_chain(const change_set& found) {
    const auto computed = hash_of(tenant_id_, found);
    if (!std::ranges::equal(computed, found.hash)) {
        found_.add(fmt::format(
            "change set {}: altered, its content no longer has the hash {}", found.seq, short_hash(to_hex(found.hash))
        ));
    }
    if (found.seq != last_seq_ + 1) {
        missing_change_sets(last_seq_ + 1, found.seq - 1);
        return;
    }
    if (found.previous_hash != last_hash_) {
        found_.add(
            fmt::format("change set {}: does not follow change set {}, one of them was replaced", found.seq, last_seq_)
        );
    }
    if (found.recorded_at && last_recorded_at_ && *found.recorded_at <= *last_recorded_at_) {
        found_.add(fmt::format(
            "change set {}: recorded at {}, not after the one before it", found.seq, to_string(*found.recorded_at)
        ));
    }
}

void chain_check::check_is_whole(const change_set& found) {
    if (!found.recorded_at) found_.add(fmt::format("change set {}: its time of recording is infinite", found.seq));
    const auto& changes = found.changes;
    if (const auto first = std::ranges::find_if_not(changes, is_whole); first != changes.end()) {
        found_.add(fmt::format(
            "change set {}: its lists lack a kind, an id or a digest at {} of {} places, first at place {}",
            found.seq,
            changes.end() - first - std::count_if(first, changes.end(), is_whole),
            changes.size(),
            first - changes.begin() + 1
        ));
    }
}

void chain_check::missing_change_sets(std::int64_t first, std::int64_t last) {
    if (first == last)
        found_.add(fmt::format("change set {}: missing", first));
    else
        found_.add(fmt::format("change sets {} to {}: missing", first, last));
}

void chain_check::version(std::int64_t seq, std::int32_t ordinal, found_version found) {
    ++found_.versions;
    if (const auto [present, is_new] = versions_.try_emplace({seq, ordinal}, std::move(found)); !is_new) {
        found_.add(fmt::format(
            "change set {}, place {}: {} stands where another subject stands already",
            seq,
            ordinal,
            name_of(found.kind, found.id)
        ));
    }
}

void chain_check::end_of_group() {
    for (const auto& link : group_) check_changes(link);
    for (const auto& [place, left] : versions_) {
        const bool has_link =
            std::ranges::any_of(group_, [&](const change_set& link) { return link.seq == place.first; });
        found_.add(fmt::format(
            "{}: {} change set {}",
            name_of(left.kind, left.id),
            has_link ? "put in later, not listed in" : "belongs to a missing",
            place.first
        ));
    }
    group_.clear();
    versions_.clear();
}

void chain_check::check_changes(const change_set& link) {
    const auto where = name_of(link);
    for (std::size_t i = 0; i < link.changes.size(); ++i) {
        const auto& listed = link.changes[i];
        const auto at = versions_.find({link.seq, static_cast<std::int32_t>(i) + 1});
        if (at == versions_.end()) {
            if (is_whole(listed) && listed.kind == "snapshot")
                gone_.emplace(place(link.seq, static_cast<std::int32_t>(i) + 1), gone_snapshot{listed, where});
            else if (is_whole(listed))
                found_.add(missing(listed, where));
            continue;
        }
        const auto& present = at->second;
        const bool has_digest = !listed.digest.empty();  // tells an alteration also where kind or id was taken away
        if (is_whole(listed) && (present.kind != listed.kind || present.id != listed.id)) {
            found_.add(fmt::format(
                "{}: {} stands in its place in {}",
                name_of(listed.kind, listed.id),
                name_of(present.kind, present.id),
                where
            ));
        } else if (has_digest && (!present.unreadable.empty() || !std::ranges::equal(present.digest, listed.digest))) {
            found_.add(fmt::format(
                "{}: altered since {} sealed it{}",
                name_of(present.kind, present.id),
                where,
                present.unreadable.empty() ? "" : " (" + present.unreadable + ")"
            ));
        } else if (is_whole(listed)) {
            for (const auto& each : present.retires) retirements_.push_back({link.seq, where, each});
        }
        versions_.erase(at);
    }
}

void chain_check::check_retirements() {
    for (const auto& each : retirements_) {
        const auto& retired = each.retires;
        const auto at = gone_.find({retired.seq, retired.ordinal});
        if (at == gone_.end()) {
            found_.add(fmt::format(
                "snapshot {}: {} retired it, but change set {} does not list one that is gone in its place {}",
                retired.id,
                each.where,
                retired.seq,
                retired.ordinal
            ));
        } else if (retired.id != at->second.listed.id || retired.digest != to_hex(at->second.listed.digest) ||
                   retired.seq >= each.seq) {
            found_.add(fmt::format(
                "snapshot {}: {} retired another one than change set {} lists", retired.id, each.where, retired.seq
            ));
        } else {
            ++found_.retired;
            gone_.erase(at);
        }
    }
    for (const auto& [place, gone] : gone_) found_.add(missing(gone.listed, gone.where));
}

void chain_check::check_anchor() {
    if (!anchor_) return;
    if (!hash_at_anchor_) {
        found_.add(fmt::format(
            "anchor: change set {} of {} is not there: history was cut off",
            anchor_->seq,
            to_string(anchor_->recorded_at)
        ));
    } else if (*hash_at_anchor_ != anchor_->hash) {
        found_.add(fmt::format(
            "anchor: change set {} left the system with the hash {} and has {} now: the chain was rebuilt "
            "from there or from before",
            anchor_->seq,
            short_hash(anchor_->hash),
            short_hash(*hash_at_anchor_)
        ));
    }
}

void chain_check::check_head(const std::optional<chain_head>& head) {
    if (!head)
        found_.add("head: missing");
    else if (head->seq > last_seq_)
        missing_change_sets(last_seq_ + 1, head->seq);
    else if (head->seq < last_seq_) {
        found_.add(fmt::format("head: says change set {}, but there is a change set {}", head->seq, last_seq_));
    } else if (head->hash != last_hash_) {
        found_.add(fmt::format("head: does not carry the hash of change set {}", last_seq_));
    } else if (head->recorded_at != last_recorded_at_) {
        found_.add(fmt::format("head: does not carry the time of recording of change set {}", last_seq_));
    }
}

verification chain_check::finish(const std::optional<chain_head>& head) {
    check_retirements();
    check_head(head);
    check_anchor();
    return std::move(found_);
}

}  // namespace vouch::seal
