#pragma once
// The figures of a snapshot in short: the members of its metrics document that trends show, as snapshot.figures() (a
// migration) writes them: whole numbers with a comma between them, nothing in the place of what is unknown.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace vouch::snapshot {

/// What they are, in their order: "group.member".
std::span<const std::string_view> figure_paths();

/// The places of some of them. Of "group.member+group.member" all are added up.
class figure_places {
public:
    /// Errors: internal, naming the path that is no figure.
    static result<figure_places> find(std::string_view paths);

    /// The sum; none: one of them is unknown. Errors: internal (no whole number stands there).
    result<std::optional<std::int64_t>> sum(std::span<const std::string_view> figures) const;

    /// How many figures must be split off for it.
    std::size_t needed() const;

private:
    std::vector<std::size_t> places_;
};

/// The first `count` texts between the commas, fewer where there are fewer; they point into `figures`.
void split_figures(std::string_view figures, std::size_t count, std::vector<std::string_view>& texts);

}  // namespace vouch::snapshot
