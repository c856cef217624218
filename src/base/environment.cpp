#include "base/environment.h"

#include <cstdlib>
#include <system_error>
#include <unistd.h>

namespace vouch {

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

result<environment> read_environment() {
    environment surroundings;
    surroundings.database_url = variable("VOUCH_DATABASE_URL");
    surroundings.progress = isatty(STDERR_FILENO) == 1;

    auto data = variable("VOUCH_DATA_DIR");
    std::error_code failure;
    auto absolute = std::filesystem::absolute(data.empty() ? "data" : data, failure);
    if (failure) {
        return fail(
            errc::io,
            "the working directory cannot be read (" + failure.message() +
                "); change to a directory that exists, or set VOUCH_DATA_DIR to an absolute path"
        );
    }
    surroundings.data_directory = absolute.lexically_normal();
    return surroundings;
}

}  // namespace vouch
