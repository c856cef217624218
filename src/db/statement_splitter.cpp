#include "db/statement_splitter.h"

#include <algorithm>
#include <fmt/format.h>

namespace vouch::db {

namespace {

bool begins_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool in_word(char c) {
    return begins_word(c) || is_digit(c) || c == '$';
}

class splitter {
public:
    explicit splitter(std::string_view text) : text_(text) {}

    result<std::vector<split_statement>> run() {
        while (at_ < text_.size()) CHECK_RESULT(step());
        if (parentheses_ > 0) return unclosed("a parenthesis", parenthesis_);
        if (body_ > 0) return unclosed("the body of a function", begin_);
        end_statement();
        return std::move(found_);
    }

private:
    result<> step() {
        const char c = text_[at_];
        if (rest().starts_with("--")) return skip_line();
        if (rest().starts_with("/*")) return skip_comment();
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') return advance(1);
        if (c == ';' && parentheses_ == 0 && body_ == 0) {
            end_statement();
            return advance(1);
        }
        begin_statement();
        if (c == '\'') return skip_quoted('\'', false);
        if (c == '"') return skip_quoted('"', false);
        if (c == '$') return skip_dollar_quoted();
        if (begins_word(c)) return take_word();
        if (is_digit(c)) return skip_number();
        if (c == '(' && parentheses_++ == 0) parenthesis_ = at_;
        if (c == ')' && parentheses_ > 0) --parentheses_;
        return advance(1);
    }

    std::string_view rest() const { return text_.substr(at_); }

    result<> advance(std::size_t count) {
        at_ += count;
        return {};
    }

    result<> skip_line() {
        at_ = std::min(text_.find('\n', at_), text_.size());
        return {};
    }

    result<> skip_comment() {  // they nest
        const auto opened = at_;
        int depth = 0;
        do {
            if (at_ >= text_.size()) return unclosed("a comment", opened);
            if (rest().starts_with("/*"))
                ++depth, at_ += 2;
            else if (rest().starts_with("*/"))
                --depth, at_ += 2;
            else
                ++at_;
        } while (depth > 0);
        return {};
    }

    // A doubled quote is two strings side by side, which comes to the same.
    result<> skip_quoted(char quote, bool backslashes) {
        const auto opened = at_++;
        for (; at_ < text_.size(); ++at_) {
            if (backslashes && text_[at_] == '\\')
                ++at_;
            else if (text_[at_] == quote)
                return advance(1);
        }
        return unclosed("a quote", opened);
    }

    result<> skip_dollar_quoted() {
        auto end = at_ + 1;
        if (end < text_.size() && begins_word(text_[end])) {
            while (end < text_.size() && in_word(text_[end]) && text_[end] != '$') ++end;
        }
        if (end >= text_.size() || text_[end] != '$') return advance(1);  // a parameter, $1
        const auto tag = text_.substr(at_, end + 1 - at_);
        const auto closing = text_.find(tag, end + 1);
        if (closing == std::string_view::npos) return unclosed("a quote " + std::string(tag), at_);
        at_ = closing + tag.size();
        return {};
    }

    result<> skip_number() {
        while (at_ < text_.size() && in_word(text_[at_])) ++at_;
        return {};
    }

    result<> take_word() {
        const auto from = at_;
        while (at_ < text_.size() && in_word(text_[at_])) ++at_;
        std::string word(text_.substr(from, at_ - from));
        std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        if (word == "e" && at_ < text_.size() && text_[at_] == '\'') return skip_quoted('\'', true);
        if (words_.size() < 4) words_.push_back(word);
        follow_body(word, from);
        return {};
    }

    // CREATE FUNCTION ... BEGIN ATOMIC ...; ...; END: the only statement with semicolons of its own.
    void follow_body(const std::string& word, std::size_t from) {
        if (parentheses_ > 0 || words_.front() != "create") return;
        const bool routine =
            std::ranges::any_of(words_, [](const auto& one) { return one == "function" || one == "procedure"; });
        if (!routine) return;
        if (word == "begin") {
            if (body_++ == 0) begin_ = from;
        } else if (word == "case" && body_ > 0) {
            ++body_;
        } else if (word == "end" && body_ > 0) {
            --body_;
        }
    }

    void begin_statement() {
        if (!begun_) start_ = at_;
        begun_ = true;
    }

    void end_statement() {
        if (begun_) {
            auto text = text_.substr(start_, at_ - start_);
            found_.push_back({text, words_.empty() ? "" : words_.front(), line_of(start_)});
        }
        begun_ = false;
        words_.clear();
    }

    int line_of(std::size_t where) const {
        return 1 + static_cast<int>(std::ranges::count(text_.substr(0, where), '\n'));
    }

    std::unexpected<error> unclosed(std::string_view what, std::size_t opened) const {
        return fail(
            errc::bad_input, fmt::format("{} that is opened in line {} is never closed", what, line_of(opened))
        );
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t start_ = 0;
    bool begun_ = false;
    int parentheses_ = 0;
    std::size_t parenthesis_ = 0;
    int body_ = 0;
    std::size_t begin_ = 0;
    std::vector<std::string> words_;  // the first few of the statement
    std::vector<split_statement> found_;
};

}  // namespace

result<std::vector<split_statement>> split_statements(std::string_view text) {
    return splitter(text).run();
}

}  // namespace vouch::db
