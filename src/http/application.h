#pragma once
// What a server serves: each of its threads has one of these, so that handlers share nothing with other threads unless
// they say so.
#include <functional>
#include <memory>
#include <string_view>

#include "base/task.h"
#include "http/measures.h"
#include "http/route_table.h"

namespace vouch::http {

class application {
public:
    virtual ~application() = default;
    virtual const route_table& routes() const = 0;
    /// Sets what `into` shows of this worker's pools. Called at each sweep, on the worker's thread.
    virtual void count(measures& into, int worker) = 0;
    /// Closes what it holds open: a handler that waits for the database ends with an error. More than once is once.
    virtual void close() = 0;
};

/// Makes that of the worker with a number from 0, for its io_context; called on the thread that listens.
using make_application = std::function<std::unique_ptr<application>(asio::io_context&, int worker)>;

}  // namespace vouch::http
