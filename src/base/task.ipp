#pragma once
#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>

namespace vouch {

template <class T>
result<T> run_to_end(asio::io_context& context, task<T> work) {
    std::optional<result<T>> outcome;
    std::exception_ptr bug;
    asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown, result<T> ended) {
        bug = thrown;
        outcome = std::move(ended);
        context.stop();
    });
    context.restart();
    context.run();
    if (bug) std::rethrow_exception(bug);
    return std::move(*outcome);
}

}  // namespace vouch
