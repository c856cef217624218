#pragma once
// Which snapshots stand for which periods (trend::frame), as they were last read: the same for every trend of a tenant
// until something is recorded of it, or its day ends. Of one thread.
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/values.h"
#include "tenant/tenants.h"
#include "trend/frame.h"

namespace vouch::api {

class frame_memory {
public:
    explicit frame_memory(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// The frame of a question (its grain and range, in any words that tell questions apart) in a state of the tenant;
    /// null: it is not known, or the tenant is in another state by now.
    std::shared_ptr<const trend::frame> find(const uuid& tenant, const tenant::standing& at, std::string_view question)
        const;
    /// What was kept of the tenant in another state goes. When all is more than bytes_max, all goes: it costs one
    /// question each to have it again.
    void keep(const uuid& tenant, const tenant::standing& at, std::string question, trend::frame found);

    std::size_t bytes() const { return bytes_; }

private:
    struct of_tenant {
        std::int64_t head_seq = 0;
        date today;
        std::map<std::string, std::shared_ptr<const trend::frame>, std::less<>> frames;
    };

    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::map<uuid, of_tenant> tenants_;
};

}  // namespace vouch::api
