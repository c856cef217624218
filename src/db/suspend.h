#pragma once
// A coroutine that sleeps until somebody on the same event loop wakes it.
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <utility>

#include "base/task.h"

namespace vouch::db {

/// Call it once to wake the sleeper at the next turn of the event loop.
using wake_up = std::move_only_function<void()>;

/// co_await suspend(wake): `wake` is set when the caller sleeps, and outlives the sleep. Not cancellable.
inline auto suspend(wake_up& wake) {
    return asio::async_initiate<const asio::use_awaitable_t<executor>, void()>(
        [&wake](auto sleeper) { wake = [sleeper = std::move(sleeper)]() mutable { asio::post(std::move(sleeper)); }; },
        asio::use_awaitable_t<executor>()
    );
}

}  // namespace vouch::db
