#pragma once
// What the headers of a request must be, apart from their form.
#include <span>
#include <string>
#include <string_view>

namespace vouch::http {

/// A request id that a client gave: 1 to 64 of A-Z, a-z, 0-9 and "._-"; else "".
std::string accepted_id(std::string_view given);

/// Whether a Host, with or without a port, is a name of the loopback or one of `names`. A page of another site can make
/// a browser ask an address of this machine, but only under the name of that site.
bool is_host_of(std::string_view host, std::span<const std::string> names);

/// Whether an Origin is missing or names the host that was asked: a page of this server.
bool is_same_origin(std::string_view origin, std::string_view host);

/// Whether an Accept-Encoding takes a coding such as "br": named or "*", and not with ";q=0".
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace vouch::http
