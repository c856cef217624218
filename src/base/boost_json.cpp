// Boost.JSON is compiled here, once; everything else includes its headers only.
#include <boost/json/src.hpp>
