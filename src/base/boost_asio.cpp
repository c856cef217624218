// Asio's functions that are not templates are compiled here, once; everything else includes its headers only.
#include <boost/asio/impl/src.hpp>
