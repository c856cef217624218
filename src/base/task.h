#pragma once
// task<T>: a coroutine that ends in a value or an error. One io_context per thread, hence one concrete executor type.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/error.h"

namespace vouch {

namespace asio = boost::asio;

using executor = asio::io_context::executor_type;

template <class T = void>
using task = asio::awaitable<result<T>, executor>;

/// Runs a task on an io_context of its own until it ends, and returns what it ended in.
/// For commands and tests; a server spawns its tasks instead. An exception of the task is a bug and is rethrown.
template <class T>
result<T> run_to_end(asio::io_context& context, task<T> work);

}  // namespace vouch

#include "base/task.ipp"
