// A file that appears under its name when it is complete, whoever else writes it.
#include "base/whole_file.h"

#include <atomic>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace vouch {

namespace {

namespace fs = std::filesystem;

class WholeFile : public testing::Test {
protected:
    WholeFile() {
        auto made = (fs::temp_directory_path() / "vouch-whole-file.XXXXXX").string();
        if (!mkdtemp(made.data())) throw std::runtime_error(made + " cannot be made");
        folder = made;
        name = folder / "list.csv";
        partial = folder / "list.csv.partial";
    }
    ~WholeFile() override { fs::remove_all(folder); }

    static whole_file begin(const fs::path& name) {
        auto begun = whole_file::begin(name, 0600);
        if (!begun) throw std::runtime_error(describe(begun.error()));
        return *std::move(begun);
    }
    static void put(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }
    static std::string text_of(const fs::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    fs::path folder, name, partial;
};

/// Files this process writes end at a size, as where there is no room.
class room_for {
public:
    explicit room_for(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit less{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &less);
    }
    ~room_for() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    room_for(const room_for&) = delete;
    room_for& operator=(const room_for&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

}  // namespace

TEST_F(WholeFile, AppearsWhenItIsComplete) {
    put(name, "the list before");
    auto file = begin(name);
    ASSERT_TRUE(file.write("the new "));
    ASSERT_TRUE(file.write("list"));
    EXPECT_EQ(file.size().value(), 12u);
    EXPECT_EQ(text_of(name), "the list before");
    ASSERT_TRUE(file.complete());
    EXPECT_EQ(text_of(name), "the new list");
    EXPECT_FALSE(fs::exists(partial));
}

TEST_F(WholeFile, LeavesNothingWhenItIsNotCompleted) {
    put(name, "the list before");
    for (const auto& which : {name, folder / "new.csv"}) ASSERT_TRUE(begin(which).write("half a li"));
    EXPECT_EQ(text_of(name), "the list before");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1);
}

TEST_F(WholeFile, IsWrittenByOneAtATime) {
    auto file = begin(name);
    auto second = whole_file::begin(name, 0600);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, errc::conflict);
    EXPECT_NE(second.error().detail.find(partial.string()), std::string::npos) << second.error().detail;
    ASSERT_TRUE(file.write("first"));
    ASSERT_TRUE(file.complete());
    auto next = begin(name);
    EXPECT_EQ(text_of(name), "first");
}

TEST_F(WholeFile, BeginsAnewWhatADeadProcessLeft) {
    put(partial, std::string(100'000, 'x'));
    auto file = begin(name);
    ASSERT_TRUE(file.write("all"));
    ASSERT_TRUE(file.complete());
    EXPECT_EQ(text_of(name), "all");
}

TEST_F(WholeFile, SaysAtOnceThatItCannotBeWritten) {
    for (const fs::path& where : {folder, folder / "absent/list.csv", folder / "", fs::path(), fs::path("/dev/null")}) {
        auto refused = whole_file::begin(where, 0600);
        ASSERT_FALSE(refused) << where;
        EXPECT_EQ(refused.error().code, errc::io) << where;
        EXPECT_NE(refused.error().detail.find(where.string()), std::string::npos) << refused.error().detail;
    }
    EXPECT_TRUE(fs::is_empty(folder));
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(WholeFile, FollowsALinkAndLetsNoneBePlanted) {
    fs::create_directory(folder / "share");
    put(folder / "share/list.csv", "before");
    fs::create_symlink(folder / "share/list.csv", name);
    auto file = begin(name);
    ASSERT_TRUE(file.write("after"));
    ASSERT_TRUE(file.complete());
    EXPECT_TRUE(fs::is_symlink(name));
    EXPECT_EQ(text_of(folder / "share/list.csv"), "after");

    put(folder / "passwords", "secret");
    fs::create_symlink(folder / "passwords", folder / "share/list.csv.partial");
    EXPECT_FALSE(whole_file::begin(name, 0600));
    EXPECT_EQ(text_of(folder / "passwords"), "secret");
}

TEST_F(WholeFile, StaysAsItWasWhereThereIsNoRoom) {
    put(name, "the list before");
    auto file = begin(name);
    const room_for little(1000);
    auto written = file.write(std::string(5000, 'x'));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, errc::io);
    EXPECT_NE(written.error().detail.find(partial.string()), std::string::npos) << written.error().detail;
    EXPECT_EQ(text_of(name), "the list before");
}

// Whoever opens list.csv.partial just before another completes it holds, once the lock is free, what is now list.csv.
TEST_F(WholeFile, IsNeverTakenForTheOneThatAnotherCompletedMeanwhile) {
    constexpr int files = 150, writers = 3;
    constexpr std::size_t length = 10'000;
    std::atomic<int> completed = 0;
    std::atomic<bool> damaged = false;
    const auto write_files = [&](char letter) {
        while (completed < files && !damaged) {
            auto file = whole_file::begin(name, 0600);
            if (!file) continue;
            const bool whole = file->write(std::string(length, letter)) && file->complete();
            if (!whole) damaged = true;
            ++completed;
        }
    };
    std::vector<std::jthread> threads;
    for (int i = 0; i < writers; ++i) threads.emplace_back(write_files, static_cast<char>('a' + i));
    while (completed < files && !damaged) {
        const bool there = completed > 0;
        const auto seen = text_of(name);
        const bool whole = seen.size() == length && seen.find_first_not_of(seen[0]) == seen.npos;
        if (!whole && (there || !seen.empty())) damaged = true;
    }
    EXPECT_FALSE(damaged) << "after " << completed << " files";
}

}  // namespace vouch
