#pragma once
// The command line as data: each command is a struct of options, a list of arguments that fill its members, and a
// function that runs it. Only command_line.cpp knows the parser library, which takes seconds to include.
#include <array>
#include <concepts>
#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>

#include "base/environment.h"
#include "cli/argument.h"

namespace vouch::cli {

/// What the program ends with. Scripts rely on the numbers.
enum class exit_code {
    ok = 0,
    no = 1,           // the work was done and the answer is no: a verification or a check failed
    usage = 2,        // the command line cannot be understood
    environment = 3,  // the database, the data directory or a file is not usable
    refused = 4,      // the input is bad or a rule forbids it
    bug = 5,          // a bug in this program
};

exit_code exit_code_of(errc code);

class command_line;

/// One command being described; ends as soon as the description does. Members that no argument fills keep the
/// values the struct gives them.
template <class Options>
class command {
public:
    /// An argument that must be given.
    template <class T>
    command& required(std::string spelling, T Options::* member, std::string meaning) {
        return add(std::move(spelling), member, std::move(meaning), true);
    }

    /// An argument that may be left out.
    template <class T>
    command& optional(std::string spelling, T Options::* member, std::string meaning) {
        return add(std::move(spelling), member, std::move(meaning), false);
    }

    /// An argument that may be left out, into an element of an array.
    template <class T, std::size_t N>
    command& element(std::string spelling, std::array<T, N> Options::* member, std::size_t at, std::string meaning);

    /// What a member is when the command begins, where several commands share a struct of options.
    template <class T>
    command& preset(T Options::* member, std::type_identity_t<T> value) {
        (*options_).*member = std::move(value);
        return *this;
    }

    /// An option without a value, such as "--json": false unless given.
    command& flag(std::string spelling, bool Options::* member, std::string meaning);

    /// An option whose value is one of a few words.
    template <class T>
    command& choice(
        std::string spelling,
        T Options::* member,
        std::initializer_list<std::pair<std::string_view, std::type_identity_t<T>>> words,
        std::string meaning
    );

private:
    friend command_line;
    command(command_line& line, std::size_t index, std::shared_ptr<Options> options)
        : line_(line), index_(index), options_(std::move(options)) {}

    template <class T>
    command& add(std::string spelling, T Options::* member, std::string meaning, bool required);

    command_line& line_;
    std::size_t index_;
    std::shared_ptr<Options> options_;
};

class command_line {
public:
    command_line();
    ~command_line();
    command_line(const command_line&) = delete;
    command_line& operator=(const command_line&) = delete;

    /// A word before several commands: group("schema", ...) before add("schema deploy", ...).
    void group(std::string name, std::string summary);

    /// Adds a command. `example` is shown by its --help; `run` is called when the command was chosen, and an error
    /// it ends in is printed to standard error and becomes the exit code.
    template <class Options>
    command<Options> add(
        std::string name,
        std::string summary,
        std::string example,
        result<exit_code> (*run)(const Options&, const environment&)
    ) {
        auto options = std::make_shared<Options>();
        auto index = add_command(
            std::move(name),
            std::move(summary),
            std::move(example),
            [options, run](const environment& surroundings) { return run(*options, surroundings); }
        );
        return command<Options>(*this, index, std::move(options));
    }

    /// Parses, runs the chosen command and returns the exit code of the program.
    int run(int count, const char* const* words);

private:
    template <class Options>
    friend class command;
    using runner = std::function<result<exit_code>(const environment&)>;

    std::size_t add_command(std::string name, std::string summary, std::string example, runner run);
    void add_argument(std::size_t index, argument added);

    result<exit_code> run_chosen();

    struct parser;
    std::unique_ptr<parser> parser_;
};

template <class Options>
template <class T>
command<Options>& command<Options>::add(std::string spelling, T Options::* member, std::string meaning, bool required) {
    auto receive = [options = options_, member](std::string_view text) { return read_text(text, (*options).*member); };
    line_.add_argument(index_, {std::move(spelling), std::move(meaning), required, takes_many<T>, receive});
    return *this;
}

template <class Options>
template <class T, std::size_t N>
command<Options>& command<Options>::element(
    std::string spelling, std::array<T, N> Options::* member, std::size_t at, std::string meaning
) {
    auto receive = [options = options_, member, at](std::string_view text) {
        return read_text(text, ((*options).*member).at(at));
    };
    line_.add_argument(index_, {std::move(spelling), std::move(meaning), false, false, receive});
    return *this;
}

template <class Options>
command<Options>& command<Options>::flag(std::string spelling, bool Options::* member, std::string meaning) {
    auto receive = [options = options_, member](std::string_view) -> result<void> {
        (*options).*member = true;
        return {};
    };
    line_.add_argument(index_, {std::move(spelling), std::move(meaning), false, false, receive});
    return *this;
}

template <class Options>
template <class T>
command<Options>& command<Options>::choice(
    std::string spelling,
    T Options::* member,
    std::initializer_list<std::pair<std::string_view, std::type_identity_t<T>>> words,
    std::string meaning
) {
    std::vector<std::pair<std::string_view, T>> choices(words);
    auto receive = [options = options_, member, choices](std::string_view text) -> result<void> {
        std::string known;
        for (auto& [word, value] : choices) {
            if (word == text) {
                (*options).*member = value;
                return {};
            }
            known += (known.empty() ? "" : ", ") + std::string(word);
        }
        return fail(errc::usage, "\"" + std::string(text) + "\" is not one of " + known);
    };
    line_.add_argument(index_, {std::move(spelling), std::move(meaning), false, false, receive});
    return *this;
}

}  // namespace vouch::cli
