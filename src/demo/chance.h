#pragma once
// Chance from a fixed seed: the same on every machine. The distributions of the standard library differ between its
// makers; these do not.
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace vouch::demo {

class chance {
public:
    explicit chance(std::uint32_t seed) : engine_(seed) {}

    int up_to(int exclusive) { return static_cast<int>(engine_() % static_cast<unsigned>(exclusive)); }
    int between(int low, int high) { return low + up_to(high - low + 1); }
    bool happens(int percent) { return up_to(100) < percent; }

    template <class T>
    const T& one_of(std::span<const T> choices) {
        return choices[static_cast<std::size_t>(up_to(static_cast<int>(choices.size())))];
    }

private:
    std::mt19937 engine_;
};

}  // namespace vouch::demo
