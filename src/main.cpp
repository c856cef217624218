#include <cstdio>

#include "build_version.h"

int main() {
    std::printf("vouch %s\n", vouch::build_version);
}
