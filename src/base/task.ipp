#pragma once
#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>

namespace vouch {

/// Not the completion handler's second argument: for that Asio must make a T out of nothing when the task throws.
template <class T>
asio::awaitable<void, executor> keep(task<T> work, std::optional<result<T>>& outcome) {
    outcome.emplace(co_await std::move(work));
}

template <class T>
result<T> run_to_end(asio::io_context& context, task<T> work) {
    std::optional<result<T>> outcome;
    std::exception_ptr bug;
    asio::co_spawn(context, keep(std::move(work), outcome), [&](std::exception_ptr thrown) {
        bug = thrown;
        context.stop();
    });
    context.restart();
    context.run();
    if (bug) std::rethrow_exception(bug);
    return std::move(*outcome);
}

}  // namespace vouch
