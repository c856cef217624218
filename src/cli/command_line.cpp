#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "build_version.h"

namespace vouch::cli {

exit_code exit_code_of(errc code) {
    switch (code) {
        case errc::usage: return exit_code::usage;
        case errc::verification_failed: return exit_code::no;
        case errc::not_found:
        case errc::bad_input:
        case errc::conflict:
        case errc::refused:
        case errc::not_permitted: return exit_code::refused;
        case errc::schema_mismatch:
        case errc::migration_failed:
        case errc::data_directory:
        case errc::db_unavailable:
        case errc::db_timeout:
        case errc::db_busy:
        case errc::db_error:
        case errc::io: return exit_code::environment;
        case errc::internal: return exit_code::bug;
    }
    return exit_code::bug;
}

namespace {

/// Says what is wrong with the words, and which command's --help to read.
exit_code explain(CLI::App& root, const CLI::ParseError& mistake) {
    auto* used = &root;
    std::string name = "vouch";
    while (!used->get_subcommands().empty()) {
        used = used->get_subcommands().front();
        name += " " + used->get_name();
    }
    std::string what = mistake.what();
    if (const auto commands = used->get_subcommands({});
        !commands.empty()) {  // the word of a command was expected here
        auto words = root.remaining(true);
        what = words.empty() ? "a command is missing" : "\"" + words.front() + "\" is not a command";
        std::string known;
        for (const auto* each : commands) known += (known.empty() ? "" : ", ") + each->get_name();
        what += "; there are " + known;
    }
    std::fprintf(stderr, "vouch: %s\nRun %s --help for usage.\n", what.c_str(), name.c_str());
    return exit_code::usage;
}

}  // namespace

struct command_line::parser {
    CLI::App root{"The history of an audit programme, and a voucher for every number it reports.", "vouch"};
    std::vector<CLI::App*> commands;  // by the index that add_command returned
    runner chosen;
};

command_line::command_line() : parser_(std::make_unique<parser>()) {
    auto& root = parser_->root;
    root.set_version_flag("--version", std::string("vouch ") + build_version, "Print the version and end");
    root.set_help_flag("-h,--help", "Print this help and end");
    root.require_subcommand(1);
    root.footer(
        "Each command says more with --help.\n\n"
        "Variables:\n"
        "  VOUCH_DATA_DIR      where the embedded PostgreSQL keeps its data (default: ./data)\n"
        "  VOUCH_DATABASE_URL  a PostgreSQL 15 or newer to use instead of the embedded one\n\n"
        "Exit codes: 0 done; 1 a verification or check says no; 2 usage; 3 database, data directory or file not\n"
        "usable; 4 refused or bad input; 5 a bug in vouch."
    );
}

command_line::~command_line() = default;

void command_line::group(std::string name, std::string summary) {
    parser_->root.add_subcommand(name, summary)->require_subcommand(1);
}

std::size_t command_line::add_command(std::string name, std::string summary, std::string example, runner run) {
    CLI::App* parent = &parser_->root;
    if (auto space = name.find(' '); space != std::string::npos) {
        parent = parent->get_subcommand(name.substr(0, space));
        name.erase(0, space + 1);
    }
    auto* added = parent->add_subcommand(name, summary);
    added->footer("Example:\n  " + example);
    added->callback([this, run] { parser_->chosen = run; });
    parser_->commands.push_back(added);
    return parser_->commands.size() - 1;
}

void command_line::add_argument(std::size_t index, argument added) {
    auto space = added.spelling.find(' ');
    auto name = added.spelling.substr(0, space);
    auto receive = [name, receive = added.receive](const std::vector<std::string>& words) {
        for (auto& word : words) {
            if (auto read = receive(word); !read) throw CLI::ValidationError(name, read.error().detail);
        }
        return true;
    };

    auto* command = parser_->commands.at(index);
    bool operand = name[0] != '-';
    if (!operand && space == std::string::npos) {
        command->add_flag_callback(name, [receive] { receive({""}); }, added.meaning);
        return;
    }
    auto* option = command->add_option(name, receive, added.meaning, false);
    option->type_name(operand ? "" : added.spelling.substr(space + 1));
    option->required(added.required);
    option->type_size(1);
    if (added.repeated) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (added.repeated && operand) option->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args();
}

result<exit_code> command_line::run_chosen() {
    TRY(surroundings, read_environment());
    return parser_->chosen(surroundings);
}

int command_line::run(int count, const char* const* words) {
    try {
        parser_->root.parse(count, words);
    } catch (const CLI::Success& asked) {  // --help and --version
        return parser_->root.exit(asked);
    } catch (const CLI::ParseError& mistake) {
        return static_cast<int>(explain(parser_->root, mistake));
    }

    auto ended = run_chosen();
    if (ended) return static_cast<int>(*ended);
    auto& failure = ended.error();
    auto place = failure.where.empty() ? "" : " (" + failure.where + ")";
    std::fprintf(stderr, "vouch: %s%s\n", failure.detail.c_str(), place.c_str());
    return static_cast<int>(exit_code_of(failure.code));
}

}  // namespace vouch::cli
